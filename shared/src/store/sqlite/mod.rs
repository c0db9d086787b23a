//! The embedded default: one SQLite file.
//!
//! Documents stand in one table. Each declared index is a stretch of ordered keys in `entries`, so that every query
//! is a seek and a walk whose length is the page's, however many documents there are. One thread writes, and answers
//! once the disk has it; several read.

mod apply;
mod entries;
mod feed;
mod key;
mod open;
mod query;
mod readers;
mod row;
mod schema;
#[cfg(test)]
mod statements;
mod terms;
mod walk;
mod writer;

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Changes, DocumentStore, Operation, Partition, Query, RawDocument, RawPage, StoreError, Tag};
use super::{limits, plan};
pub use open::OpenError;

/// Longest page that is read on the request's own thread.
const SHORT_PAGE: u32 = 200;

/// A document store in one file, used by one process.
///
/// Dropping it ends its threads, after what they have begun.
pub struct SqliteStore {
    readers: readers::Readers,
    writer: writer::Writer,
    catalogue: Arc<entries::Catalogue>,
    calls: AtomicU64,
    /// Freed last, when no thread uses the file any more.
    _lock: File,
}

impl SqliteStore {
    fn called(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }
}

#[async_trait]
impl DocumentStore for SqliteStore {
    async fn get(&self, at: &Partition, id: &str) -> Result<Option<RawDocument>, StoreError> {
        self.called();
        let (at, id) = (at.clone(), id.to_owned());
        self.readers
            .short(move |sql| {
                Ok(row::by_id(sql, &at, &id).map_err(schema::failure)?.map(|stored| stored.document))
            })
            .await
    }

    async fn get_many(&self, at: &Partition, ids: &[String]) -> Result<Vec<RawDocument>, StoreError> {
        limits::check_ids(ids)?;
        self.called();
        let (at, mut ids) = (at.clone(), ids.to_vec());
        ids.sort_unstable();
        ids.dedup();
        self.readers
            .short(move |sql| {
                let found = ids.iter().filter_map(|id| row::by_id(sql, &at, id).transpose());
                found.map(|row| row.map(|stored| stored.document).map_err(schema::failure)).collect()
            })
            .await
    }

    async fn query(&self, at: &Partition, query: &Query) -> Result<RawPage, StoreError> {
        let plan = plan::plan(query)?;
        self.called();
        let short = plan.is_bounded() && query.limit <= SHORT_PAGE;
        let (at, query, catalogue) = (at.clone(), query.clone(), Arc::clone(&self.catalogue));
        let read = move |sql: &rusqlite::Connection| {
            query::Reading { sql, catalogue: &catalogue, at: &at, query: &query, plan: &plan }.page()
        };
        if short { self.readers.short(read).await } else { self.readers.long(read).await }
    }

    async fn count(&self, at: &Partition, query: &Query) -> Result<u64, StoreError> {
        let plan = plan::plan_count(query)?;
        self.called();
        let (at, query, catalogue) = (at.clone(), query.clone(), Arc::clone(&self.catalogue));
        self.readers
            .long(move |sql| {
                query::Reading { sql, catalogue: &catalogue, at: &at, query: &query, plan: &plan }.count()
            })
            .await
    }

    async fn commit(&self, at: &Partition, batch: Vec<Operation>) -> Result<Vec<Tag>, StoreError> {
        limits::check_batch(at, &batch)?;
        if batch.is_empty() {
            return Ok(vec![]);
        }
        self.called();
        self.writer.commit(at.clone(), batch).await
    }

    async fn changes(&self, since: Option<&str>, limit: usize) -> Result<Changes, StoreError> {
        self.called();
        let since = since.map(str::to_owned);
        self.readers.long(move |sql| feed::changes(sql, since.as_deref(), limit)).await
    }

    async fn latest(&self) -> Result<String, StoreError> {
        self.called();
        self.readers.short(|sql| Ok(schema::counter(sql).map_err(schema::failure)?.to_string())).await
    }

    async fn directory(&self, after: Option<&str>, limit: usize) -> Result<Vec<RawDocument>, StoreError> {
        self.called();
        let after = after.map(str::to_owned);
        self.readers.long(move |sql| feed::directory(sql, after.as_deref(), limit)).await
    }

    async fn export(
        &self,
        at: &Partition,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, StoreError> {
        self.called();
        let (at, after) = (at.clone(), after.map(str::to_owned));
        self.readers.long(move |sql| feed::export(sql, &at, after.as_deref(), limit)).await
    }

    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError> {
        self.called();
        self.writer.sweep(now, limit).await
    }

    fn round_trips(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    fn is_shared(&self) -> bool {
        false
    }
}
