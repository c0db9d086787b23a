//! What the portal needs of a document store. Two adapters implement it: [`super::cosmos`] and [`super::sqlite`].

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::query::{Position, Query};

/// One logical partition: the unit of transactions and of isolation.
///
/// Outside this crate it can only come from a [`crate::tenant::Scope`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Partition {
    /// The `portal` container at `/tenant` = slug.
    Tenant(String),
    /// The `directory` container at `/id`; holds exactly the document of that id.
    Directory(String),
}

/// A document as stored.
#[derive(Debug, Clone)]
pub struct RawDocument {
    /// Unique in its partition: ASCII letters, digits, `_`, `-`, `.`; at most 200 characters.
    pub id: String,
    /// Name of its [`super::query::Kind`].
    pub kind: String,
    /// The client company that it belongs to.
    pub company: Option<String>,
    /// Version of its shape.
    pub schema: u32,
    /// 1 when created, plus 1 with every replacement.
    pub version: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last written.
    pub updated_at: Timestamp,
    /// From then on it counts as absent; the store may remove it.
    pub expires_at: Option<Timestamp>,
    /// The area's own fields: a JSON object of at most 100 KB.
    pub data: Box<RawValue>,
    /// Search terms. Written, never read back: empty in answers.
    pub terms: Vec<String>,
    /// What a later replacement or deletion must present; empty in documents to be written.
    pub tag: Tag,
}

/// The store's mark of one stored state of a document. Opaque.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tag(pub String);

/// One step of a batch.
#[derive(Debug, Clone)]
pub enum Operation {
    /// Fails with [`StoreError::Conflict`] where the id exists.
    Create(RawDocument),
    /// Fails with [`StoreError::Stale`] where the stored state is another, [`StoreError::NotFound`] where there is none.
    Replace(RawDocument, Tag),
    /// Fails as `Replace` does.
    Delete(String, Tag),
}

/// A page of documents.
#[derive(Debug, Clone, Default)]
pub struct RawPage {
    /// At most `limit` documents in the order asked for.
    pub documents: Vec<RawDocument>,
    /// Where to go on; `None` at the end.
    pub next: Option<Position>,
}

/// One document in the order in which partitions changed: the latest state alone, no deletions.
#[derive(Debug, Clone)]
pub struct Change {
    /// The tenant's slug.
    pub tenant: String,
    /// The document as it is now.
    pub document: RawDocument,
}

/// Some changes and the place to go on from.
#[derive(Debug, Clone)]
pub struct Changes {
    /// In order within each partition.
    pub changes: Vec<Change>,
    /// Opaque; give it back to go on.
    pub cursor: String,
}

/// Why the store did not do it. `index` is the failed operation's place in the batch.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// A document to replace or delete does not exist.
    #[error("operation {index}: no such document")]
    NotFound {
        /// Place in the batch.
        index: usize,
    },
    /// A document to create exists.
    #[error("operation {index}: the id is taken")]
    Conflict {
        /// Place in the batch.
        index: usize,
    },
    /// A document to replace or delete has changed.
    #[error("operation {index}: changed since it was read")]
    Stale {
        /// Place in the batch.
        index: usize,
    },
    /// More than 100 operations, 2 MB in all, or a document over its limit.
    #[error("too large: {0}")]
    TooLarge(String),
    /// The account's limit is reached.
    #[error("throttled")]
    Throttled {
        /// When to try again.
        retry_after: std::time::Duration,
    },
    /// The store cannot be reached or failed; nothing is known of a write's outcome.
    #[error("store unavailable: {0}")]
    Unavailable(String),
    /// A stored document cannot be read, or a query is not served by a declared index.
    #[error("store misused: {0}")]
    Misuse(String),
}

/// The port.
#[async_trait]
pub trait DocumentStore: Send + Sync + 'static {
    /// The document of that id, expired or not; `None` where there is none. One round trip.
    async fn get(&self, at: &Partition, id: &str) -> Result<Option<RawDocument>, StoreError>;

    /// Those of the ids that exist (at most 100), in no order. One round trip.
    async fn get_many(&self, at: &Partition, ids: &[String]) -> Result<Vec<RawDocument>, StoreError>;

    /// One page. One round trip.
    async fn query(&self, at: &Partition, query: &Query) -> Result<RawPage, StoreError>;

    /// How many documents match; `limit`, `order` and `after` do not matter. One round trip.
    async fn count(&self, at: &Partition, query: &Query) -> Result<u64, StoreError>;

    /// All operations or none, durable when it returns; the new tags in order (empty for deletions). One round trip.
    async fn commit(&self, at: &Partition, batch: Vec<Operation>) -> Result<Vec<Tag>, StoreError>;

    /// Documents of all tenants that changed behind `since` (`None`: from the beginning), about `limit` at most: what
    /// one batch wrote may come together. None only where nothing has changed.
    async fn changes(&self, since: Option<&str>, limit: usize) -> Result<Changes, StoreError>;

    /// The cursor behind everything that was written before this call: for those who want news, not history.
    async fn latest(&self) -> Result<String, StoreError>;

    /// Documents of the directory by id, behind `after`, at most `limit`: for the operator's commands alone.
    async fn directory(&self, after: Option<&str>, limit: usize) -> Result<Vec<RawDocument>, StoreError>;

    /// All documents of a partition by id, behind `after`, at most `limit`: for moving and exporting a tenant.
    async fn export(
        &self,
        at: &Partition,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<RawDocument>, StoreError>;

    /// Removes what has expired before `now`, at most `limit` documents; how many went. Cosmos does it by itself.
    async fn sweep(&self, now: Timestamp, limit: usize) -> Result<u64, StoreError>;

    /// Calls to the store's service so far: what the budgets count.
    fn round_trips(&self) -> u64;

    /// True where other processes may write to the same store.
    fn is_shared(&self) -> bool;
}
