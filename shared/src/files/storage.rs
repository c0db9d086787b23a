//! What each tenant's files take, counted where they are written and removed, and the limit of it.
//!
//! A process adds up what it changes and writes the sum now and then, so that no upload waits for a counter and nothing is
//! scanned. What is lost with a killed process is found by the daily recount, which asks the file store itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{Content, FileError, FileKey, FileStore, Serving, Written};
use crate::problem::Problem;
use crate::store::{
    Document, Kind, Operation, Partition, Reach, Store, StoreError, Stored, decode, envelope,
};
use crate::tenant::{Scope, TenantSlug};

/// A sum of this many bytes is written at once.
const LARGE: u64 = 8 * 1024 * 1024;
/// For so long what was read of the counter holds: other processes count too.
const FRESH: Duration = Duration::from_secs(30);
/// How often other processes may be faster at the counter.
const TRIES: usize = 10;
/// Percent of the limit from which on staff are told, and told urgently.
const HIGH: u64 = 80;
const CRITICAL: u64 = 95;

/// The counter of a tenant.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Counter {
    id: String,
    /// Bytes.
    bytes: u64,
}

/// Counters of stored bytes: one for each tenant.
pub static STORAGE: Kind =
    Kind { name: "storage", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

const ID: &str = "storage";

impl Document for Counter {
    const KIND: &'static Kind = &STORAGE;

    fn id(&self) -> &str {
        &self.id
    }
}

/// How full a tenant's storage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StorageLevel)]
pub enum Level {
    /// Below 80 percent.
    Ok,
    /// 80 percent and more.
    High,
    /// 95 percent and more.
    Critical,
    /// Nothing more can be uploaded.
    Full,
}

impl Level {
    /// Of so many bytes out of so many.
    #[must_use]
    pub fn of(used: u64, limit: u64) -> Self {
        let reaches = |percent: u64| u128::from(used) * 100 >= u128::from(limit) * u128::from(percent);
        if reaches(100) {
            Self::Full
        } else if reaches(CRITICAL) {
            Self::Critical
        } else if reaches(HIGH) {
            Self::High
        } else {
            Self::Ok
        }
    }
}

/// What this process knows of a tenant.
#[derive(Debug, Default)]
struct Known {
    /// What the counter said, and when.
    counter: Option<(u64, Instant)>,
    /// What was added or removed since the counter was last written.
    unwritten: i64,
    /// What is on its way in.
    reserved: u64,
}

impl Known {
    fn used(&self) -> Option<u64> {
        self.counter.map(|(bytes, _)| bytes.saturating_add_signed(self.unwritten))
    }
}

/// The counters of this process. Clones share them.
#[derive(Clone)]
pub struct Storage(Arc<Inner>);

struct Inner {
    store: Store,
    /// Bytes that the files of one tenant may take.
    limit: u64,
    tenants: Mutex<HashMap<String, Known>>,
}

impl Storage {
    /// With a limit in bytes for each tenant.
    #[must_use]
    pub fn new(store: Store, limit: u64) -> Self {
        Self(Arc::new(Inner { store, limit, tenants: Mutex::default() }))
    }

    /// Bytes that the files of one tenant may take.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.0.limit
    }

    fn tenants(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.0.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, tenant: &str, work: impl FnOnce(&mut Known) -> T) -> T {
        work(self.tenants().entry(tenant.to_owned()).or_default())
    }

    /// Bytes that the tenant's files take now. One round trip every half minute at most.
    pub async fn used(&self, tenant: &TenantSlug) -> Result<u64, StoreError> {
        let tenant = tenant.as_str();
        let fresh = |known: &mut Known| {
            known.used().filter(|_| known.counter.is_some_and(|(_, at)| at.elapsed() < FRESH))
        };
        if let Some(used) = self.with(tenant, fresh) {
            return Ok(used);
        }
        let bytes = self.read(tenant).await?.map_or(0, |counter| counter.value.bytes);
        Ok(self.with(tenant, |known| {
            known.counter = Some((bytes, Instant::now()));
            known.used().unwrap_or_default()
        }))
    }

    /// Sets space aside for what is about to come; given back when it is dropped. 409 where the storage is full: several
    /// that come at once are counted one after the other.
    pub async fn reserve(&self, tenant: &TenantSlug, bytes: u64) -> Result<Reservation, Problem> {
        self.used(tenant).await?;
        let limit = self.0.limit;
        let fits = self.with(tenant.as_str(), |known| {
            let used = known.used().unwrap_or_default();
            let fits = used.saturating_add(known.reserved).saturating_add(bytes) <= limit;
            known.reserved += if fits { bytes } else { 0 };
            fits
        });
        if fits {
            return Ok(Reservation { storage: self.clone(), tenant: tenant.to_string(), bytes });
        }
        Err(Problem::Conflict(
            "The storage of this portal is full: nothing can be uploaded until the provider has made room."
                .into(),
        ))
    }

    /// Notes a change; true where there is enough to write.
    fn change(&self, key: &FileKey, by: i64) -> bool {
        self.with(key.tenant(), |known| {
            known.unwritten = known.unwritten.saturating_add(by);
            known.unwritten.unsigned_abs() >= LARGE
        })
    }

    /// Writes what was counted of all tenants. For timers and the end of the program.
    pub async fn write_all(&self) -> Result<(), StoreError> {
        let waiting: Vec<String> = {
            let tenants = self.tenants();
            tenants
                .iter()
                .filter(|(_, known)| known.unwritten != 0)
                .map(|(tenant, _)| tenant.clone())
                .collect()
        };
        for tenant in waiting {
            self.write(&tenant).await?;
        }
        Ok(())
    }

    /// Adds to the counter what this process has counted.
    async fn write(&self, tenant: &str) -> Result<(), StoreError> {
        let by = self.with(tenant, |known| std::mem::take(&mut known.unwritten));
        let written = self.set(tenant, |bytes| bytes.saturating_add_signed(by)).await;
        self.with(tenant, |known| match &written {
            Ok(bytes) => known.counter = Some((*bytes, Instant::now())),
            Err(_) => known.unwritten = known.unwritten.saturating_add(by),
        });
        written.map(drop)
    }

    /// Puts the counter right by what the file store says. Uploads in between are counted twice until the next time at
    /// most.
    pub async fn recount(&self, files: &dyn FileStore, scope: &Scope) -> Result<(), Problem> {
        let tenant = scope.tenant().as_str();
        let there = files.used(scope).await?;
        self.with(tenant, |known| known.unwritten = 0);
        let bytes = self.set(tenant, |_| there).await?;
        self.with(tenant, |known| known.counter = Some((bytes, Instant::now())));
        Ok(())
    }

    async fn read(&self, tenant: &str) -> Result<Option<Stored<Counter>>, StoreError> {
        let at = Partition::Tenant(tenant.to_owned());
        self.0.store.adapter().get(&at, ID).await?.map(decode).transpose()
    }

    /// Changes the counter; what it is then.
    async fn set(&self, tenant: &str, next: impl Fn(u64) -> u64) -> Result<u64, StoreError> {
        let at = Partition::Tenant(tenant.to_owned());
        for _ in 0..TRIES {
            let read = self.read(tenant).await?;
            let bytes = next(read.as_ref().map_or(0, |read| read.value.bytes));
            if read.as_ref().is_some_and(|read| read.value.bytes == bytes) {
                return Ok(bytes);
            }
            // A tenant without files needs no counter, least of all one whose data have just been removed.
            if read.is_none() && bytes == 0 {
                return Ok(0);
            }
            let version = read.as_ref().map_or(1, |read| read.version + 1);
            let counter = Counter { id: ID.to_owned(), bytes };
            let mut raw = envelope(&counter, version, self.0.store.now())?;
            let operation = match read {
                Some(read) => {
                    raw.created_at = read.created_at;
                    Operation::Replace(raw, read.tag)
                }
                None => Operation::Create(raw),
            };
            match self.0.store.adapter().commit(&at, vec![operation]).await {
                Ok(_) => return Ok(bytes),
                Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                }
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Throttled { retry_after: Duration::from_secs(1) })
    }
}

/// Space that was set aside; given back when it is dropped.
pub struct Reservation {
    storage: Storage,
    tenant: String,
    bytes: u64,
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.storage.with(&self.tenant, |known| known.reserved = known.reserved.saturating_sub(self.bytes));
    }
}

/// A file store whose files are counted, whoever writes and removes them.
pub struct Counted {
    files: Arc<dyn FileStore>,
    storage: Storage,
}

impl Counted {
    /// Counts what goes into and out of `files`.
    #[must_use]
    pub fn new(files: Arc<dyn FileStore>, storage: Storage) -> Self {
        Self { files, storage }
    }

    fn note(&self, key: &FileKey, by: i64) {
        if self.storage.change(key, by) {
            let (storage, tenant) = (self.storage.clone(), key.tenant().to_owned());
            tokio::spawn(async move {
                if let Err(error) = storage.write(&tenant).await {
                    tracing::info!(%error, tenant, "the counter of stored bytes is written later");
                }
            });
        }
    }
}

fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

#[async_trait]
impl FileStore for Counted {
    async fn put(&self, key: &FileKey, content: Content, limit: u64) -> Result<Written, FileError> {
        let written = self.files.put(key, content, limit).await?;
        self.note(key, signed(written.size));
        Ok(written)
    }

    async fn get(&self, key: &FileKey) -> Result<Content, FileError> {
        self.files.get(key).await
    }

    async fn delete(&self, key: &FileKey) -> Result<u64, FileError> {
        let freed = self.files.delete(key).await?;
        if freed > 0 {
            self.note(key, -signed(freed));
        }
        Ok(freed)
    }

    async fn link(&self, key: &FileKey, serving: &Serving, life: Duration) -> Result<String, FileError> {
        self.files.link(key, serving, life).await
    }

    async fn list(
        &self,
        scope: &Scope,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<FileKey>, FileError> {
        self.files.list(scope, after, limit).await
    }

    async fn used(&self, scope: &Scope) -> Result<u64, FileError> {
        self.files.used(scope).await
    }

    async fn ready(&self) -> Result<(), FileError> {
        self.files.ready().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_at_their_percentage() {
        let of = |used| Level::of(used, 1_000);
        assert_eq!([of(0), of(799), of(800), of(949)], [Level::Ok, Level::Ok, Level::High, Level::High]);
        assert_eq!(
            [of(950), of(999), of(1_000), of(2_000)],
            [Level::Critical, Level::Critical, Level::Full, Level::Full]
        );
        assert_eq!(Level::of(u64::MAX, u64::MAX), Level::Full);
    }
}
