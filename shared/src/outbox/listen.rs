//! Turning what happened into mails and callbacks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use tokio::sync::{broadcast, watch};

use super::posting::Queue;
use super::round::Round;
use super::run::Outbox;
use super::state::State;
use crate::app::App;
use crate::callback::CALLBACK;
use crate::event::{EVENT, Event};
use crate::mail::{Heard, MAIL, Mail, hear, keep};
use crate::problem::Problem;
use crate::store::{Change, RawDocument, Stored, decode};
use crate::tenant::{Scope, Tenant, TenantSlug, TenantStatus};

/// Changes read in one step.
const STEP: usize = 500;
/// An event that is found later than this is news to nobody.
const NEWS: SignedDuration = SignedDuration::from_hours(72);
/// Pause between two looks at the changes while something is delivered; news of this process end it.
const PAUSE: Duration = Duration::from_secs(1);
/// How long such news gather.
const GATHER: Duration = Duration::from_millis(200);

/// Reads changes, and keeps what they call for and where it stands.
pub(super) struct Listener<'a> {
    pub(super) app: &'a App,
    pub(super) outbox: &'a Outbox,
    pub(super) round: &'a Round,
    /// Where it stood when it was written last.
    pub(super) read: Option<Stored<State>>,
    /// True once another run was faster and goes on from there.
    pub(super) overtaken: bool,
}

impl Listener<'_> {
    /// Reads some changes; true where there may be more that happened before `start`.
    pub(super) async fn step(&self, start: Timestamp) -> Result<bool, Problem> {
        let app = self.app;
        let cursor = self.round.change(|state| state.cursor.clone());
        let found = app.store.adapter().changes(cursor.as_deref(), STEP).await?;
        if found.changes.is_empty() {
            return Ok(false);
        }
        // While others write, there is always more: what is younger than this run is gathered for the next look.
        let caught_up = found.changes.iter().all(|change| change.document.updated_at > start);
        let mut written: BTreeMap<String, (Scope, Vec<Mail>)> = BTreeMap::new();
        let mut awake = Vec::new();
        for change in found.changes {
            if let Some(queue) = waits(&change.document) {
                awake.push((change.tenant, queue));
            } else if let Some(news) = News::read(app, change).await? {
                let mails = self.outbox.mails(app, &news).await?;
                let called = self.outbox.calls(app, &news).await?;
                let tenant = news.tenant.slug.to_string();
                if called {
                    awake.push((tenant.clone(), Queue::Calls));
                }
                self.round.heard(usize::from(called || !mails.is_empty()));
                if !mails.is_empty() {
                    written.entry(tenant).or_insert_with(|| (news.scope, Vec::new())).1.extend(mails);
                }
            }
        }
        for (tenant, (scope, mails)) in written {
            keep(app, &scope, &mails).await?;
            awake.extend(mails.iter().map(|mail| (tenant.clone(), mail.queue())));
        }
        self.wake(awake);
        self.round.change(|state| state.cursor = Some(found.cursor));
        Ok(!caught_up)
    }

    fn wake(&self, mut awake: Vec<(String, Queue)>) {
        awake.sort();
        awake.dedup();
        let now = self.app.clock.now();
        for (tenant, queue) in awake {
            self.round.wake(&tenant, queue, now);
        }
    }

    /// Keeps where it stands.
    pub(super) async fn write(&mut self) -> Result<(), Problem> {
        if !self.overtaken {
            let state = self.round.state();
            let store = self.app.store.adapter().as_ref();
            self.overtaken = !state.write(store, &mut self.read, self.app.clock.now()).await?;
        }
        Ok(())
    }

    /// Goes on listening while others deliver, until `stop` says so.
    pub(super) async fn alongside(&mut self, mut stop: watch::Receiver<bool>) -> Result<(), Problem> {
        let mut news = self.app.store.live().listen();
        loop {
            tokio::select! {
                _ = stop.changed() => return Ok(()),
                () = tokio::time::sleep(PAUSE) => {}
                heard = news.recv() => {
                    if matches!(heard, Err(broadcast::error::RecvError::Closed)) {
                        return Ok(());
                    }
                    tokio::time::sleep(GATHER).await;
                    news = news.resubscribe();
                }
            }
            if self.overtaken {
                return Ok(());
            }
            let start = self.app.clock.now();
            while self.step(start).await? && !*stop.borrow() {}
            self.write().await?;
        }
    }

    /// What somebody waits for does not wait for the changes before it to be read.
    pub(super) async fn ahead(&self, mut stop: watch::Receiver<bool>) -> Result<(), Problem> {
        let mut live = self.app.store.live().listen();
        loop {
            let heard = tokio::select! {
                _ = stop.changed() => return Ok(()),
                heard = live.recv() => heard,
            };
            let announced = match heard {
                Ok(announced) if self.outbox.is_urgent(&announced.event) => announced,
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
                _ => continue,
            };
            let (event, tenant) = (announced.event.clone(), announced.tenant.as_str());
            let at = event.at;
            let Some(news) = News::of(self.app, tenant, event, at).await? else { continue };
            let mails = self.outbox.mails(self.app, &news).await?;
            keep(self.app, &news.scope, &mails).await?;
            self.wake(mails.iter().map(|mail| (tenant.to_owned(), mail.queue())).collect());
        }
    }
}

impl Outbox {
    /// True for an event about which somebody waits for a mail.
    fn is_urgent(&self, event: &Event) -> bool {
        self.areas.iter().any(|area| area.is_urgent(event))
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
}

/// The queue in which a mail or callback is ready to go; `None` for everything else.
fn waits(document: &RawDocument) -> Option<Queue> {
    #[derive(Deserialize)]
    struct Ready {
        #[serde(default)]
        queue: Option<String>,
    }
    let queues: &[Queue] = match document.kind.as_str() {
        kind if kind == MAIL.name => &[Queue::Urgent, Queue::Bulk],
        kind if kind == CALLBACK.name => &[Queue::Calls],
        _ => return None,
    };
    let ready = serde_json::from_str::<Ready>(document.data.get()).ok()?.queue?;
    queues.iter().copied().find(|queue| queue.ready() == ready)
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
        let Ok(event) = decode::<Event>(change.document) else { return Ok(None) };
        Self::of(app, &change.tenant, event.value, at).await
    }

    async fn of(app: &App, tenant: &str, event: Event, at: Timestamp) -> Result<Option<Self>, Problem> {
        let Ok(slug) = TenantSlug::parse(tenant) else { return Ok(None) };
        let found = app.directory.scope(&slug).await?;
        Ok(found.map(|(scope, tenant)| Self { scope, tenant, event, at }))
    }

    fn heard<'a>(&'a self, app: &'a App) -> Heard<'a> {
        Heard { app, tenant: &self.tenant, scope: &self.scope, event: &self.event }
    }
}
