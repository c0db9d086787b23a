//! Public brandings remembered in this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use shared::store::Store;
use shared::tenant::TenantSlug;
use tokio::sync::broadcast::error::RecvError;

use crate::public::Public;
use crate::store::UPDATED;

/// So long a change in another process may stay unseen where its event does not arrive.
const BELIEF: Duration = Duration::from_secs(30);
/// Tenants remembered at most.
const REMEMBERED: u64 = 2_000;

/// The memory. Clones share it.
#[derive(Clone)]
pub(crate) struct Cache {
    known: moka::sync::Cache<String, Arc<Public>>,
    /// Counts what was forgotten: what was read before that must not be kept after it.
    forgotten: Arc<AtomicU64>,
    listening: Arc<AtomicBool>,
}

/// The moment at which a reading began.
pub(crate) struct Reading(u64);

impl Default for Cache {
    fn default() -> Self {
        Self {
            known: moka::sync::Cache::builder().max_capacity(REMEMBERED).time_to_live(BELIEF).build(),
            forgotten: Arc::default(),
            listening: Arc::default(),
        }
    }
}

impl Cache {
    pub(crate) fn get(&self, slug: &TenantSlug) -> Option<Arc<Public>> {
        self.known.get(slug.as_str())
    }

    pub(crate) fn reading(&self) -> Reading {
        Reading(self.forgotten.load(Ordering::Acquire))
    }

    pub(crate) fn keep(&self, reading: &Reading, slug: &TenantSlug, public: Arc<Public>) {
        self.known.insert(slug.to_string(), public);
        // Looked at after the insertion: a change in between finds the entry, or is found here.
        if self.forgotten.load(Ordering::Acquire) != reading.0 {
            self.known.invalidate(slug.as_str());
        }
    }

    pub(crate) fn forget(&self, slug: &str) {
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.known.invalidate(slug);
    }

    fn forget_all(&self) {
        self.forgotten.fetch_add(1, Ordering::AcqRel);
        self.known.invalidate_all();
    }

    /// Hears of changes that other processes make, for as long as something is remembered: the change feed costs
    /// reads, and an idle process should cause none.
    pub(crate) fn listen(&self, store: &Store) {
        if self.listening.swap(true, Ordering::AcqRel) {
            return;
        }
        let mut heard = store.live().listen();
        let cache = self.clone();
        tokio::spawn(async move {
            loop {
                match tokio::time::timeout(BELIEF, heard.recv()).await {
                    Ok(Ok(news)) if news.event.name == UPDATED => cache.forget(&news.tenant),
                    Ok(Ok(_)) => {}
                    Ok(Err(RecvError::Lagged(_))) => cache.forget_all(),
                    Ok(Err(RecvError::Closed)) => return,
                    Err(_) => {
                        cache.known.run_pending_tasks();
                        if cache.known.entry_count() == 0 {
                            break;
                        }
                    }
                }
            }
            // Whoever keeps something from here on starts to listen anew; what was kept just before lives for
            // `BELIEF` at most.
            cache.listening.store(false, Ordering::Release);
        });
    }
}
