//! Changes as they happen, for pages that update themselves.
//!
//! A commit of this process is announced at once. Where other processes write to the same store, [`Live::follow`]
//! reads the store's change feed and announces theirs; what was announced already is not announced twice.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use crate::event::{EVENT, Event};
use crate::store::{Changes, DocumentStore, decode};
use crate::tenant::TenantSlug;

/// Listeners that fall behind by more than this are told to read anew.
const BACKLOG: usize = 1_024;
/// Own events remembered, to know them again in the change feed.
const REMEMBERED: usize = 4_096;
/// Pause between two looks at the change feed.
const PAUSE: Duration = Duration::from_millis(1_500);

/// An event and the tenant in which it happened.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// The tenant.
    pub tenant: String,
    /// What happened.
    pub event: Event,
}

/// The announcer.
#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<Arc<Announcement>>,
    recent: Arc<Mutex<VecDeque<String>>>,
    closed: watch::Sender<bool>,
}

impl Live {
    pub(crate) fn new() -> Self {
        Self {
            sender: broadcast::channel(BACKLOG).0,
            recent: Arc::default(),
            closed: watch::Sender::new(false),
        }
    }

    /// From now on, everything that is announced.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Arc<Announcement>> {
        self.sender.subscribe()
    }

    /// Tells everybody who listens that the program ends: open streams must not hold it up.
    pub fn close(&self) {
        self.closed.send_replace(true);
    }

    /// Waits until the program ends.
    pub async fn closed(&self) {
        // The sender lives in `self`, so waiting cannot fail.
        let _ = self.closed.subscribe().wait_for(|closed| *closed).await;
    }

    pub(crate) fn announce(&self, tenant: &TenantSlug, event: Event) {
        if self.first_seen(&event.id) {
            // Nobody listening is no error.
            let _ = self.sender.send(Arc::new(Announcement { tenant: tenant.to_string(), event }));
        }
    }

    fn first_seen(&self, id: &str) -> bool {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.iter().rev().any(|known| known == id) {
            return false;
        }
        if recent.len() == REMEMBERED {
            recent.pop_front();
        }
        recent.push_back(id.to_owned());
        true
    }

    /// Announces what other processes write, for as long as it is polled. Reads only while somebody listens.
    pub async fn follow(self, store: Arc<dyn DocumentStore>) {
        let mut cursor: Option<String> = None;
        loop {
            tokio::time::sleep(PAUSE).await;
            let found = match &cursor {
                // What lies before the first look is history, not news.
                None => store.latest().await.map(|cursor| Changes { changes: vec![], cursor }),
                Some(_) if self.sender.receiver_count() == 0 => continue,
                Some(since) => store.changes(Some(since), 500).await,
            };
            match found {
                Ok(found) => {
                    cursor = Some(found.cursor);
                    for change in
                        found.changes.into_iter().filter(|change| change.document.kind == EVENT.name)
                    {
                        if let Ok(read) = decode::<Event>(change.document)
                            && self.first_seen(&read.value.id)
                        {
                            let _ = self
                                .sender
                                .send(Arc::new(Announcement { tenant: change.tenant, event: read.value }));
                        }
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "the change feed cannot be read; open pages update by polling");
                }
            }
        }
    }
}
