//! What every file store keeps, whatever it stands on. Each case is one promise; a store passes all or fails.

pub(crate) mod content;
pub(crate) mod hostile;
pub(crate) mod links;
pub(crate) mod promises;

pub(crate) mod rest;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};
use shared::clock::{Clock, SharedClock, SystemClock, SystemEntropy};
use shared::files::{Content, FileError, FileKey, FileStore, Serving, Written};
use shared::id::FileId;
use shared::store::sqlite::SqliteStore;
use shared::tenant::{Directory, Scope, TenantSlug};

/// The machine's time, moved.
#[derive(Default)]
pub(crate) struct MovedClock(AtomicI64);

impl MovedClock {
    pub(crate) fn move_to(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

/// A store under test, with what is needed to use it as the portal and as a browser.
pub(crate) struct Ground {
    pub(crate) store: Arc<dyn FileStore>,
    pub(crate) clock: Arc<MovedClock>,
    pub(crate) browser: reqwest::Client,
    pub(crate) scope: Scope,
    pub(crate) other: Scope,
}

impl Ground {
    pub(crate) fn new(store: Arc<dyn FileStore>, clock: Arc<MovedClock>) -> Self {
        #[expect(clippy::disallowed_methods, reason = "plays a browser, not the portal")]
        let browser = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { store, clock, browser, scope: scope("acme-msp"), other: scope("acme-msp-two") }
    }

    pub(crate) fn key(&self) -> FileKey {
        FileKey::new(&self.scope, &FileId::mint(&SystemClock, &SystemEntropy))
    }

    pub(crate) async fn put(&self, key: &FileKey, bytes: &[u8]) -> Result<Written, FileError> {
        self.store.put(key, pieces(bytes, 64 * 1024), 64 << 20).await
    }

    pub(crate) async fn read(&self, key: &FileKey) -> Result<Vec<u8>, FileError> {
        let mut content = self.store.get(key).await?;
        let mut all = Vec::new();
        while let Some(piece) = content.next().await {
            all.extend_from_slice(&piece.unwrap());
        }
        Ok(all)
    }

    /// True where the store knows nothing of the file.
    pub(crate) async fn lacks(&self, key: &FileKey) -> bool {
        let listed = self.store.list(&self.scope, None, 10_000).await.unwrap().contains(key);
        matches!(self.store.get(key).await.map(drop), Err(FileError::NotFound)) && !listed
    }
}

/// The scope of a tenant, from the one that makes scopes.
pub(crate) fn scope(slug: &str) -> Scope {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SqliteStore::open(&folder.path().join("portal.db"), &[]).unwrap());
    let clock: SharedClock = Arc::new(SystemClock);
    Directory::new(store, clock, Arc::new(SystemEntropy)).public_scope(TenantSlug::parse(slug).unwrap())
}

/// Content that comes in pieces of `size` bytes.
pub(crate) fn pieces(bytes: &[u8], size: usize) -> Content {
    let pieces: Vec<_> = bytes.chunks(size).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    Box::pin(futures::stream::iter(pieces))
}

/// Bytes that no two places share by accident.
pub(crate) fn noise(size: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    })
    .flatten()
    .take(size)
    .collect()
}

pub(crate) fn download(name: &str) -> Serving {
    Serving { name: name.to_owned(), content_type: "application/octet-stream".to_owned(), inline: false }
}
