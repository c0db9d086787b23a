//! Delivering one tenant's mails: the first waiting mail of each recipient, several recipients at a time, until nothing
//! is due. A mail that waits holds back the later ones of the same recipient.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures::StreamExt as _;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::backoff::{LIFE, pause};
use super::brand::Brand;
use super::carrier::Undelivered;
use super::compose::compose;
use super::model::{KEPT, MAIL, Mail, MailState};
use super::outbox::Outbox;
use crate::app::App;
use crate::problem::Problem;
use crate::store::{Position, Query, StoreError, Stored};
use crate::tenant::{Scope, Tenant};

/// Mails of different recipients that are sent at once.
const TOGETHER: usize = 4;
/// Mails attempted in one round.
const ROUND: usize = 60;
/// An attempt is over within this time, or whoever made it is gone.
const CLAIM: SignedDuration = SignedDuration::from_secs(60);
/// How soon mails are looked at again that could not even be tried.
const SOON: SignedDuration = SignedDuration::from_secs(15);
/// The same where no mail server is set.
const LATER: SignedDuration = SignedDuration::from_mins(15);
/// Tries to note what became of a mail.
const TRIES: usize = 3;

const TOO_LATE: &str = "It was not delivered within 24 hours.";

/// The line to the mail server during one run.
pub(super) struct Line<'a> {
    outbox: &'a Outbox,
    until: Instant,
    down: AtomicBool,
    sent: AtomicUsize,
}

/// What one look at the waiting mails found.
#[derive(Default)]
struct Look {
    ready: Vec<Stored<Mail>>,
    next: Option<Timestamp>,
}

impl Look {
    fn wait(&mut self, at: Timestamp) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }
}

impl<'a> Line<'a> {
    pub(super) fn new(outbox: &'a Outbox, until: Instant) -> Self {
        Self { outbox, until, down: AtomicBool::new(false), sent: AtomicUsize::new(0) }
    }

    pub(super) fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    fn is_down(&self) -> bool {
        self.down.load(Ordering::Relaxed)
    }

    /// Delivers the tenant's mails; when the next one is due, `None` where none waits.
    pub(super) async fn tenant(
        &mut self,
        app: &App,
        tenant: &Tenant,
        scope: &Scope,
    ) -> Result<Option<Timestamp>, Problem> {
        let mut brand: Option<Arc<Brand>> = None;
        loop {
            if self.is_down() {
                return Ok(Some(app.clock.now() + SOON));
            }
            let look = self.look(app, scope).await?;
            if look.ready.is_empty() {
                return Ok(look.next);
            }
            if Instant::now() >= self.until {
                return Ok(Some(app.clock.now()));
            }
            let brand = match &brand {
                Some(brand) => Arc::clone(brand),
                None => {
                    let made = Arc::new(self.outbox.brands.brand(app, tenant).await?);
                    Arc::clone(brand.insert(made))
                }
            };
            let this = &*self;
            let attempts =
                look.ready.into_iter().map(|mail| this.attempt(app, (tenant, &brand), scope, mail));
            let mut attempts = futures::stream::iter(attempts).buffer_unordered(TOGETHER);
            while let Some(outcome) = attempts.next().await {
                outcome?;
            }
        }
    }

    /// The first waiting mail of each recipient, where it is due.
    async fn look(&self, app: &App, scope: &Scope) -> Result<Look, Problem> {
        let now = app.clock.now();
        let mut look = Look::default();
        let mut seen = HashSet::new();
        let mut after: Option<Position> = None;
        loop {
            let query = Query::of(&MAIL, "order").eq("pending", true).ascending().limit(200).after(after);
            let page = app.store.query::<Mail>(scope, query).await?;
            for stored in page.items {
                let mail = &stored.value;
                if !seen.insert(mail.to.user.clone()) {
                    continue;
                }
                let free = mail.claimed_until.is_none_or(|until| until <= now);
                if free && mail.queued_at + LIFE <= now {
                    // Whoever waits behind it is seen in the next look.
                    look.wait(now);
                    self.bury(app, scope, &stored, TOO_LATE).await?;
                } else if self.outbox.carrier.is_none() {
                    look.wait(now + LATER);
                } else if let Some(until) = mail.claimed_until.filter(|until| *until > now) {
                    look.wait(until);
                } else if mail.next_at > now {
                    look.wait(mail.next_at);
                } else {
                    look.ready.push(stored);
                }
            }
            after = page.next;
            if after.is_none() || look.ready.len() >= ROUND {
                return Ok(look);
            }
        }
    }

    async fn bury(&self, app: &App, scope: &Scope, stored: &Stored<Mail>, why: &str) -> Result<(), Problem> {
        let dead = Mail {
            last_error: Some(match &stored.value.last_error {
                Some(last) => format!("{why} {last}"),
                None => why.to_owned(),
            }),
            ..stored.value.clone().enter(MailState::Dead)
        };
        keep(app, scope, stored, &dead).await.map(drop)
    }

    /// Claims the mail, tries it, notes what became of it.
    async fn attempt(
        &self,
        app: &App,
        look: (&Tenant, &Brand),
        scope: &Scope,
        stored: Stored<Mail>,
    ) -> Result<(), Problem> {
        let Some((carrier, sender)) = &self.outbox.carrier else { return Ok(()) };
        // One refusal to talk is enough: the others keep their turn.
        if self.is_down() {
            return Ok(());
        }
        let now = app.clock.now();
        let mut claimed = stored.value.clone();
        claimed.claimed_until = Some(now + CLAIM);
        claimed.attempts = claimed.attempts.saturating_add(1);
        let Some(claim) = keep(app, scope, &stored, &claimed).await? else { return Ok(()) };
        let outcome = match compose(app, look, sender, &claimed, now) {
            Ok(composed) => carrier.carry(&composed.envelope, &composed.bytes).await,
            Err(why) => Err(Undelivered::Never(why)),
        };
        let now = app.clock.now();
        let noted = match outcome {
            Ok(()) => {
                self.sent.fetch_add(1, Ordering::Relaxed);
                Mail { sent_at: Some(now), last_error: None, ..claimed.enter(MailState::Sent) }
            }
            Err(Undelivered::Never(why)) => Mail { last_error: Some(why), ..claimed.enter(MailState::Dead) },
            Err(Undelivered::Down(why)) => {
                if !self.down.swap(true, Ordering::Relaxed) {
                    tracing::warn!(error = why, "the mail server cannot be reached");
                }
                failed(app, claimed, why, now)
            }
            Err(Undelivered::Later(why)) => failed(app, claimed, why, now),
        };
        for _ in 1..TRIES {
            match keep(app, scope, &claim, &noted).await {
                Err(Problem::Unavailable { .. }) => {}
                outcome => return outcome.map(drop),
            }
        }
        keep(app, scope, &claim, &noted).await.map(drop)
    }
}

fn failed(app: &App, mail: Mail, why: String, now: Timestamp) -> Mail {
    let next_at = now + pause(mail.attempts, &*app.entropy);
    Mail { last_error: Some(why), next_at, ..mail.enter(MailState::Failed) }
}

/// Replaces a mail, which stays for as long as it was kept for; `None` where another run was faster.
async fn keep(
    app: &App,
    scope: &Scope,
    read: &Stored<Mail>,
    mail: &Mail,
) -> Result<Option<Stored<Mail>>, Problem> {
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    batch.replace_until(read, mail, Some(read.created_at + KEPT));
    match app.store.commit(batch).await {
        Ok(tags) => Ok(Some(Stored {
            value: mail.clone(),
            version: read.version + 1,
            created_at: read.created_at,
            updated_at: now,
            tag: tags.into_iter().next().unwrap_or_default(),
        })),
        Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
