//! Delivering one tenant's parcels of one kind: the first waiting one of each lane, several lanes at a time, until nothing
//! is due. A parcel that waits holds back the later ones of its lane.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use futures::StreamExt as _;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::backoff::{LIFE, pause};
use super::posting::{DeliveryState, Parcel, Posting};
use super::way::{Job, Undelivered, Way};
use crate::app::App;
use crate::kept::DELIVERY;
use crate::problem::Problem;
use crate::store::{Position, Query, StoreError, Stored};
use crate::tenant::{Scope, Tenant};

/// Parcels of different lanes that are on their way at once.
const TOGETHER: usize = 4;
/// Parcels attempted in one round.
const ROUND: usize = 60;
/// An attempt is over within this time, or whoever made it is gone.
const CLAIM: SignedDuration = SignedDuration::from_secs(60);
/// How soon parcels are looked at again that could not even be tried.
const SOON: SignedDuration = SignedDuration::from_secs(15);
/// The same where the way is closed.
const LATER: SignedDuration = SignedDuration::from_mins(15);
/// Tries to note what became of a parcel.
const TRIES: usize = 3;

const TOO_LATE: &str = "It was not delivered within 24 hours.";

/// One way during one run.
pub(super) struct Line<W> {
    way: W,
    until: Instant,
    down: AtomicBool,
    sent: AtomicUsize,
}

/// What one look at the waiting parcels found.
struct Look<P> {
    ready: Vec<Stored<P>>,
    next: Option<Timestamp>,
}

impl<P> Look<P> {
    fn wait(&mut self, at: Timestamp) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }
}

impl<W: Way> Line<W> {
    pub(super) fn new(way: W, until: Instant) -> Self {
        Self { way, until, down: AtomicBool::new(false), sent: AtomicUsize::new(0) }
    }

    pub(super) fn sent(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    fn is_down(&self) -> bool {
        self.down.load(Ordering::Relaxed)
    }

    fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }

    /// Delivers the tenant's parcels; when the next one is due, `None` where none waits.
    pub(super) async fn tenant(
        &self,
        app: &App,
        tenant: &Tenant,
        scope: &Scope,
    ) -> Result<Option<Timestamp>, Problem> {
        let mut kit = None;
        loop {
            if self.is_down() {
                return Ok(Some(app.clock.now() + SOON));
            }
            let look = self.look(app, scope).await?;
            if look.ready.is_empty() {
                return Ok(look.next);
            }
            if self.is_over() {
                return Ok(Some(app.clock.now()));
            }
            if kit.is_none() {
                kit = Some(self.way.kit(app, tenant).await?);
            }
            let Some(kit) = &kit else { continue };
            let attempts =
                look.ready.into_iter().map(|parcel| self.attempt(app, (tenant, scope), kit, parcel));
            let mut attempts = futures::stream::iter(attempts).buffer_unordered(TOGETHER);
            while let Some(outcome) = attempts.next().await {
                outcome?;
            }
        }
    }

    /// The first waiting parcel of each lane, where it is due.
    async fn look(&self, app: &App, scope: &Scope) -> Result<Look<W::Parcel>, Problem> {
        let now = app.clock.now();
        let mut look = Look { ready: Vec::new(), next: None };
        let mut seen = HashSet::new();
        let mut after: Option<Position> = None;
        loop {
            let kind = <W::Parcel as crate::store::Document>::KIND;
            let query = Query::of(kind, "order").eq("pending", true).ascending().limit(200).after(after);
            let page = app.store.query::<W::Parcel>(scope, query).await?;
            for stored in page.items {
                let posting = stored.value.posting();
                if !seen.insert(stored.value.lane().to_owned()) {
                    continue;
                }
                let free = posting.claimed_until.is_none_or(|until| until <= now);
                if free && posting.queued_at + LIFE <= now {
                    // Whoever waits behind it is seen in the next look.
                    look.wait(now);
                    self.bury(app, scope, &stored, TOO_LATE).await?;
                } else if !self.way.is_open() {
                    look.wait(now + LATER);
                } else if let Some(until) = posting.claimed_until.filter(|until| *until > now) {
                    look.wait(until);
                } else if posting.next_at > now {
                    look.wait(posting.next_at);
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

    async fn bury(
        &self,
        app: &App,
        scope: &Scope,
        stored: &Stored<W::Parcel>,
        why: &str,
    ) -> Result<(), Problem> {
        let mut dead = stored.value.clone();
        let posting = dead.posting_mut();
        let last = posting.last_error.take();
        posting.last_error = Some(last.map_or_else(|| why.to_owned(), |last| format!("{why} {last}")));
        posting.enter(DeliveryState::Dead);
        self.keep(app, scope, stored, &dead).await.map(drop)
    }

    /// Claims the parcel, tries it, notes what became of it.
    async fn attempt(
        &self,
        app: &App,
        (tenant, scope): (&Tenant, &Scope),
        kit: &W::Kit,
        stored: Stored<W::Parcel>,
    ) -> Result<(), Problem> {
        // One refusal to talk is enough: the others keep their turn.
        if self.is_down() || self.is_over() {
            return Ok(());
        }
        let mut parcel = stored.value.clone();
        let posting = parcel.posting_mut();
        posting.claimed_until = Some(app.clock.now() + CLAIM);
        posting.attempts = posting.attempts.saturating_add(1);
        let Some(claim) = self.keep(app, scope, &stored, &parcel).await? else { return Ok(()) };
        let outcome = self.way.carry(Job { app, tenant, scope, kit, parcel: &parcel }).await;
        self.judge(app, parcel.posting_mut(), outcome);
        for _ in 1..TRIES {
            match self.keep(app, scope, &claim, &parcel).await {
                Err(Problem::Unavailable { .. }) => {}
                outcome => return outcome.map(drop),
            }
        }
        self.keep(app, scope, &claim, &parcel).await.map(drop)
    }

    fn judge(&self, app: &App, posting: &mut Posting, outcome: Result<(), Undelivered>) {
        let now = app.clock.now();
        match outcome {
            Ok(()) => {
                self.sent.fetch_add(1, Ordering::Relaxed);
                (posting.sent_at, posting.last_error) = (Some(now), None);
                posting.enter(DeliveryState::Sent);
            }
            Err(Undelivered::Never(why)) => {
                posting.last_error = Some(why);
                posting.enter(DeliveryState::Dead);
            }
            Err(failed) => {
                if matches!(failed, Undelivered::Down(_)) && !self.down.swap(true, Ordering::Relaxed) {
                    tracing::warn!(error = %failed, "nobody can be reached that takes it away");
                }
                posting.last_error = Some(failed.to_string());
                posting.next_at = now + pause(posting.attempts, &*app.entropy);
                posting.enter(DeliveryState::Failed);
            }
        }
    }

    /// Replaces a parcel, which stays for as long as it was kept for; `None` where another run was faster.
    async fn keep(
        &self,
        app: &App,
        scope: &Scope,
        read: &Stored<W::Parcel>,
        parcel: &W::Parcel,
    ) -> Result<Option<Stored<W::Parcel>>, Problem> {
        let mut batch = app.store.batch(scope);
        let now = batch.now();
        batch.replace_until(read, parcel, Some(read.created_at + DELIVERY));
        if !parcel.posting().is_pending() {
            self.way.note(&mut batch, parcel, read.version + 1);
        }
        match app.store.commit(batch).await {
            Ok(tags) => Ok(Some(Stored {
                value: parcel.clone(),
                version: read.version + 1,
                created_at: read.created_at,
                updated_at: now,
                tag: tags.into_iter().next().unwrap_or_default(),
            })),
            Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
