//! A store that counts what is asked of tenants' partitions; the change feed and the directory are left out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use jiff::Timestamp;
use shared::app::App;
use shared::store::{
    Changes, DocumentStore, Operation, Partition, Query, RawDocument, RawPage, Store, StoreError, Tag,
};

pub struct Counting {
    inner: Arc<dyn DocumentStore>,
    asked: AtomicU64,
}

impl Counting {
    /// The app over such a store, and the store.
    pub fn over(app: &App) -> (App, Arc<Self>) {
        let counting = Arc::new(Self { inner: Arc::clone(app.store.adapter()), asked: AtomicU64::new(0) });
        let adapter = Arc::clone(&counting) as Arc<dyn DocumentStore>;
        let store = Store::new(adapter, Arc::clone(&app.clock), Arc::clone(&app.entropy));
        (App { store, ..app.clone() }, counting)
    }

    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }

    fn note(&self, at: &Partition) {
        if matches!(at, Partition::Tenant(_)) {
            self.asked.fetch_add(1, Ordering::SeqCst);
        }
    }
}

#[async_trait]
impl DocumentStore for Counting {
    async fn get(&self, at: &Partition, id: &str) -> Result<Option<RawDocument>, StoreError> {
        self.note(at);
        self.inner.get(at, id).await
    }

    async fn get_many(&self, at: &Partition, ids: &[String]) -> Result<Vec<RawDocument>, StoreError> {
        self.note(at);
        self.inner.get_many(at, ids).await
    }

    async fn query(&self, at: &Partition, query: &Query) -> Result<RawPage, StoreError> {
        self.note(at);
        self.inner.query(at, query).await
    }

    async fn count(&self, at: &Partition, query: &Query) -> Result<u64, StoreError> {
        self.inner.count(at, query).await
    }

    async fn commit(&self, at: &Partition, batch: Vec<Operation>) -> Result<Vec<Tag>, StoreError> {
        self.note(at);
        self.inner.commit(at, batch).await
    }

    async fn changes(&self, since: Option<&str>, limit: usize) -> Result<Changes, StoreError> {
        self.inner.changes(since, limit).await
    }

    async fn latest(&self) -> Result<String, StoreError> {
        self.inner.latest().await
    }

    async fn directory(&self, after: Option<&str>, limit: usize) -> Result<Vec<RawDocument>, StoreError> {
        self.inner.directory(after, limit).await
    }

    async fn export(
        &self,
        at: &Partition,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, StoreError> {
        self.inner.export(at, after, limit).await
    }

    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError> {
        self.inner.sweep(now, limit).await
    }

    fn round_trips(&self) -> u64 {
        self.inner.round_trips()
    }

    fn is_shared(&self) -> bool {
        self.inner.is_shared()
    }
}
