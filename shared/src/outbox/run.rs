//! One run of the outbox.
//!
//! It may run twice at once and be killed anywhere. Where it stands ([`State`]) is kept only once mails and callbacks are,
//! and an event that is read again finds them kept; each is claimed before an attempt. So none is lost, none is kept
//! twice, and one goes out twice only where the program ends between the other side's yes and the note of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use lettre::Address;
use tokio::time::Instant;

use super::line::Line;
use super::posting::Parcel;
use super::state::State;
use super::way::Way;
use crate::app::App;
use crate::callback::{AreaCallbacks, CALLBACK, Callback, Calls};
use crate::event::{EVENT, Event};
use crate::mail::{AreaMails, Brands, Carrier, Heard, Letters, MAIL, Mail, hear, keep};
use crate::problem::Problem;
use crate::store::{Change, RawDocument, decode};
use crate::tenant::{Scope, Tenant, TenantSlug, TenantStatus};

/// Changes read in one step.
const STEP: usize = 500;
/// A run ends soon after this time, well within the patience of who called it.
const BUDGET: Duration = Duration::from_secs(40);
/// Callbacks are begun within this time: the next run's mails must not wait for receivers that say nothing.
const CALLS: Duration = Duration::from_secs(10);
/// An event that is found later than this is news to nobody.
const NEWS: SignedDuration = SignedDuration::from_hours(72);

/// Who writes mails and callbacks, how mails look, and who takes them away.
#[derive(Clone)]
pub struct Outbox {
    /// The areas that write mails.
    pub areas: Vec<Arc<dyn AreaMails>>,
    /// The areas that call other systems.
    pub callbacks: Vec<Arc<dyn AreaCallbacks>>,
    /// The tenants' looks.
    pub brands: Arc<dyn Brands>,
    /// The mail server and the sender's address; without them mails wait.
    pub carrier: Option<(Arc<dyn Carrier>, Address)>,
}

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ran {
    /// Events that called for mails.
    pub heard: usize,
    /// Mails and callbacks that were taken.
    pub sent: usize,
    /// When the next is due; `None` where none waits.
    pub next: Option<Timestamp>,
}

impl Outbox {
    /// One run.
    ///
    /// Errors: the store cannot be reached; the next run goes on.
    pub async fn run(&self, app: &App) -> Result<Ran, Problem> {
        let store = app.store.adapter().as_ref();
        let begun = Instant::now();
        let (mut state, mut read) = State::read(store).await?;
        let mut ran = Ran::default();
        let outcome = self.listen(app, &mut state, &mut ran, begun).await;
        if !state.write(store, &mut read, app.clock.now()).await? {
            // Another run has read the same and does the rest.
            return Ok(ran);
        }
        outcome?;
        let outcome = self.deliver(app, &mut state, &mut ran, begun).await;
        state.write(store, &mut read, app.clock.now()).await?;
        outcome?;
        ran.next = state.next();
        Ok(ran)
    }

    /// Turns what happened since the last run into mails and callbacks.
    async fn listen(
        &self,
        app: &App,
        state: &mut State,
        ran: &mut Ran,
        begun: Instant,
    ) -> Result<(), Problem> {
        let start = app.clock.now();
        let mut caught_up = false;
        while begun.elapsed() < BUDGET && !caught_up {
            let found = app.store.adapter().changes(state.cursor.as_deref(), STEP).await?;
            if found.changes.is_empty() {
                return Ok(());
            }
            // While others write, there is always more: what is younger than this run is gathered for the next one.
            caught_up = found.changes.iter().all(|change| change.document.updated_at > start);
            let mut awake = BTreeSet::new();
            let mut written: BTreeMap<String, (Scope, Vec<Mail>)> = BTreeMap::new();
            for change in found.changes {
                let tenant = change.tenant.clone();
                if waits(&change.document) {
                    awake.insert(tenant);
                } else if let Some(heard) = News::read(app, change).await? {
                    let mails = self.mails(app, &heard).await?;
                    let called = self.calls(app, &heard).await?;
                    if called {
                        awake.insert(tenant.clone());
                    }
                    ran.heard += usize::from(called || !mails.is_empty());
                    if !mails.is_empty() {
                        written.entry(tenant).or_insert_with(|| (heard.scope, Vec::new())).1.extend(mails);
                    }
                }
            }
            for (tenant, (scope, mails)) in written {
                keep(app, &scope, &mails).await?;
                awake.insert(tenant);
            }
            for tenant in awake {
                state.wake(&tenant, app.clock.now());
            }
            state.cursor = Some(found.cursor);
        }
        Ok(())
    }

    /// The mails that an event calls for.
    async fn mails(&self, app: &App, news: &News) -> Result<Vec<Mail>, Problem> {
        if news.at + NEWS < app.clock.now() || news.tenant.status != TenantStatus::Active {
            return Ok(Vec::new());
        }
        hear(self, news.heard(app)).await
    }

    /// Has the areas keep the callbacks that an event calls for. What another system waits for is never too late, and a
    /// tenant that is suspended has signed nothing less for it.
    async fn calls(&self, app: &App, news: &News) -> Result<bool, Problem> {
        let mut called = false;
        for area in &self.callbacks {
            match area.on_event(news.heard(app)).await {
                Ok(kept) => called |= kept,
                Err(problem @ Problem::Unavailable { .. }) => return Err(problem),
                Err(problem) => {
                    tracing::error!(?problem, event = news.event.id, "no callback about this event");
                }
            }
        }
        Ok(called)
    }

    /// Delivers what is due.
    async fn deliver(
        &self,
        app: &App,
        state: &mut State,
        ran: &mut Ran,
        begun: Instant,
    ) -> Result<(), Problem> {
        let now = app.clock.now();
        if state.everybody.is_some_and(|at| at <= now) {
            state.everybody = None;
            let all: Vec<String> =
                app.directory.list().await?.into_iter().map(|tenant| tenant.slug.to_string()).collect();
            for tenant in &all {
                // Beyond the limit of names they are asked for again.
                state.wake(tenant, now);
            }
        }
        let due: Vec<String> =
            state.waiting.iter().filter(|(_, at)| **at <= now).map(|(tenant, _)| tenant.clone()).collect();
        let letters = Line::new(Letters(self), begun + BUDGET);
        let calls = Line::new(Calls(&self.callbacks), (begun + BUDGET).min(Instant::now() + CALLS));
        // Side by side: a receiver waits for no pile of mails.
        let (first, second) = tokio::join!(each(app, &due, &letters), each(app, &due, &calls));
        ran.sent = letters.sent() + calls.sent();
        let (first, second) = (first?, second?);
        for (tenant, (one, two)) in due.into_iter().zip(first.into_iter().zip(second)) {
            match one.into_iter().chain(two).min() {
                Some(at) => state.waiting.insert(tenant, at),
                None => state.waiting.remove(&tenant),
            };
        }
        Ok(())
    }
}

/// When the next of each tenant's is due, once what is due now has been tried.
async fn each<W: Way>(app: &App, due: &[String], line: &Line<W>) -> Result<Vec<Option<Timestamp>>, Problem> {
    let mut next = Vec::with_capacity(due.len());
    for tenant in due {
        let scope = match TenantSlug::parse(tenant) {
            Ok(slug) => app.directory.scope(&slug).await?,
            Err(_) => None,
        };
        next.push(match scope {
            Some((scope, about)) => line.tenant(app, &about, &scope).await?,
            None => None,
        });
    }
    Ok(next)
}

/// True for a mail or callback that is still to be delivered.
fn waits(document: &RawDocument) -> bool {
    fn pending<P: Parcel>(document: &RawDocument) -> bool {
        document.kind == P::KIND.name
            && decode::<P>(document.clone()).is_ok_and(|read| read.value.posting().is_pending())
    }
    (document.kind == MAIL.name && pending::<Mail>(document))
        || (document.kind == CALLBACK.name && pending::<Callback>(document))
}

/// An event, and where it happened.
struct News {
    scope: Scope,
    tenant: Arc<Tenant>,
    event: Event,
    at: Timestamp,
}

impl News {
    /// Reads a change; `None` where it is no event, or of a tenant that is gone.
    async fn read(app: &App, change: Change) -> Result<Option<Self>, Problem> {
        if change.document.kind != EVENT.name {
            return Ok(None);
        }
        let at = change.document.created_at;
        let (Ok(slug), Ok(event)) = (TenantSlug::parse(&change.tenant), decode::<Event>(change.document))
        else {
            return Ok(None);
        };
        let found = app.directory.scope(&slug).await?;
        Ok(found.map(|(scope, tenant)| Self { scope, tenant, event: event.value, at }))
    }

    fn heard<'a>(&'a self, app: &'a App) -> Heard<'a> {
        Heard { app, tenant: &self.tenant, scope: &self.scope, event: &self.event }
    }
}
