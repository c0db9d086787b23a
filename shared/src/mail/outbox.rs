//! The outbox: one run reads what has changed since the last one, turns events into mails, and delivers what is due.
//!
//! It may run twice at once and be killed anywhere. Where it stands ([`State`]) is kept only once the mails are, and an
//! event that is read again finds its mails kept; a mail is claimed before each attempt. So no mail is lost, none is
//! kept twice, and one goes out twice only where the program ends between the server's yes and the note of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use lettre::Address;
use tokio::time::Instant;

use super::brand::Brands;
use super::carrier::Carrier;
use super::deliver::Line;
use super::hear::{hear, keep};
use super::model::{MAIL, Mail};
use super::outgoing::{AreaMails, Heard};
use super::state::State;
use crate::app::App;
use crate::event::{EVENT, Event};
use crate::problem::Problem;
use crate::store::{Change, decode};
use crate::tenant::{Scope, TenantSlug, TenantStatus};

/// Changes read in one step.
const STEP: usize = 500;
/// A run ends soon after this time, well within the patience of who called it.
const BUDGET: Duration = Duration::from_secs(40);
/// An event that is found later than this is news to nobody.
const NEWS: SignedDuration = SignedDuration::from_hours(72);

/// Who writes mails, how they look, and who takes them away.
#[derive(Clone)]
pub struct Outbox {
    /// The areas.
    pub areas: Vec<Arc<dyn AreaMails>>,
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
    /// Mails that the server took.
    pub sent: usize,
    /// When the next mail is due; `None` where none waits.
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

    /// Turns what happened since the last run into mails.
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
                if change.document.kind == MAIL.name {
                    if decode::<Mail>(change.document).is_ok_and(|mail| mail.value.pending) {
                        awake.insert(tenant);
                    }
                } else if let Some((scope, mails)) = self.mails(app, change).await? {
                    ran.heard += 1;
                    written.entry(tenant).or_insert_with(|| (scope, Vec::new())).1.extend(mails);
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

    /// The mails that the change calls for, if it is an event that does.
    async fn mails(&self, app: &App, change: Change) -> Result<Option<(Scope, Vec<Mail>)>, Problem> {
        let now = app.clock.now();
        if change.document.kind != EVENT.name || change.document.created_at + NEWS < now {
            return Ok(None);
        }
        let (Ok(slug), Ok(event)) = (TenantSlug::parse(&change.tenant), decode::<Event>(change.document))
        else {
            return Ok(None);
        };
        let Some((scope, tenant)) = app.directory.scope(&slug).await? else { return Ok(None) };
        if tenant.status != TenantStatus::Active {
            return Ok(None);
        }
        let heard = Heard { app, tenant: &tenant, scope: &scope, event: &event.value };
        let mails = hear(self, heard).await?;
        Ok((!mails.is_empty()).then_some((scope, mails)))
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
        let mut line = Line::new(self, begun + BUDGET);
        for tenant in due {
            let Ok(slug) = TenantSlug::parse(&tenant) else {
                state.waiting.remove(&tenant);
                continue;
            };
            let next = match app.directory.scope(&slug).await? {
                Some((scope, about)) => line.tenant(app, &about, &scope).await,
                None => Ok(None),
            };
            ran.sent = line.sent();
            match next? {
                Some(at) => {
                    state.waiting.insert(tenant, at);
                }
                None => {
                    state.waiting.remove(&tenant);
                }
            }
        }
        Ok(())
    }
}
