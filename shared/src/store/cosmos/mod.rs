//! Cosmos DB for NoSQL: the store on Azure, for any number of machines.

mod call;
mod commit;
mod connect;
mod containers;
mod document;
mod failure;
mod feed;
mod policy;
mod read;
mod text;

use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use azure_data_cosmos::Query as Sql;
use jiff::Timestamp;

use super::{
    Changes, DocumentStore, Kind, Operation, Partition, Query, RawDocument, RawPage, StoreError, Tag, limits,
};
use crate::settings::CosmosSettings;
pub use connect::ConnectError;
pub use policy::indexing_policy_json;

/// A document store in one Cosmos DB account.
pub struct CosmosStore {
    link: connect::Link,
    requests: AtomicU64,
}

impl CosmosStore {
    /// The store of that account.
    ///
    /// With a key (emulators, trial accounts) it makes the database and the containers where they are missing;
    /// without, the managed identity signs in and the containers must be there. An account that cannot be reached
    /// now is tried again with every call; one that refuses is an error.
    pub async fn connect(settings: &CosmosSettings, kinds: &[&'static Kind]) -> Result<Self, ConnectError> {
        let store = Self { link: connect::Link::new(settings, kinds)?, requests: AtomicU64::new(0) };
        match tokio::time::timeout(call::TIME, store.link.connect()).await {
            Ok(Err(error)) if call::is_final(&error) => return Err(ConnectError::Refused(error)),
            Ok(Err(error)) => tracing::warn!(%error, "Cosmos DB cannot be reached yet"),
            Err(_) => tracing::warn!("Cosmos DB does not answer yet"),
            Ok(Ok(_)) => {}
        }
        Ok(store)
    }
}

#[async_trait]
impl DocumentStore for CosmosStore {
    async fn get(&self, at: &Partition, id: &str) -> Result<Option<RawDocument>, StoreError> {
        if !limits::is_partition(at) || !limits::is_id(id) {
            return Ok(None);
        }
        self.read_one(at, id).await
    }

    async fn get_many(&self, at: &Partition, ids: &[String]) -> Result<Vec<RawDocument>, StoreError> {
        limits::check_ids(ids)?;
        if ids.is_empty() || !limits::is_partition(at) {
            return Ok(vec![]);
        }
        self.read_many(at, ids).await
    }

    async fn query(&self, at: &Partition, query: &Query) -> Result<RawPage, StoreError> {
        self.page(at, query).await
    }

    async fn count(&self, at: &Partition, query: &Query) -> Result<u64, StoreError> {
        self.count_matching(at, query).await
    }

    async fn commit(&self, at: &Partition, batch: Vec<Operation>) -> Result<Vec<Tag>, StoreError> {
        limits::check_batch(at, &batch)?;
        if batch.is_empty() {
            return Ok(vec![]);
        }
        self.write(at, batch).await
    }

    async fn changes(&self, since: Option<&str>, limit: usize) -> Result<Changes, StoreError> {
        self.changed(since, limit).await
    }

    async fn latest(&self) -> Result<String, StoreError> {
        self.newest().await
    }

    async fn directory(&self, after: Option<&str>, limit: usize) -> Result<Vec<RawDocument>, StoreError> {
        self.listed(after, limit).await
    }

    async fn export(
        &self,
        at: &Partition,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, StoreError> {
        self.exported(at, after, limit).await
    }

    /// Cosmos removes by itself what has expired.
    async fn sweep(&self, _now: Timestamp, _limit: usize) -> Result<u64, StoreError> {
        Ok(0)
    }

    fn round_trips(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    fn is_shared(&self) -> bool {
        true
    }
}

/// A query with its values.
fn sql(text: text::Text) -> Result<Sql, StoreError> {
    let mut sql = Sql::from(text.text);
    for (place, value) in text.values.iter().enumerate() {
        sql = sql
            .with_parameter(format!("@p{place}"), value)
            .map_err(|error| StoreError::Misuse(format!("parameter {place}: {error}")))?;
    }
    Ok(sql)
}
