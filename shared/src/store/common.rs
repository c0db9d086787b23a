//! Documents of the program as a whole, beside the directory's tenants: where a background job stands, who does it.

use jiff::Timestamp;

use super::{
    Document, DocumentStore, Operation, Partition, RawDocument, StoreError, Stored, Tag, decode,
    typed::encode,
};

/// The document of that id; `None` where there is none.
pub async fn read_common<T: Document>(
    store: &dyn DocumentStore,
    id: &str,
) -> Result<Option<Stored<T>>, StoreError> {
    store.get(&Partition::Directory(id.to_owned()), id).await?.map(decode).transpose()
}

/// Creates it, or replaces what was read.
///
/// Errors: [`StoreError::Conflict`], [`StoreError::Stale`] where another was faster.
pub async fn write_common<T: Document>(
    store: &dyn DocumentStore,
    value: &T,
    read: Option<&Stored<T>>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let document = RawDocument {
        id: value.id().to_owned(),
        kind: T::KIND.name.to_owned(),
        company: None,
        schema: T::SCHEMA,
        version: read.map_or(1, |read| read.version + 1),
        created_at: read.map_or(now, |read| read.created_at),
        updated_at: now,
        expires_at: None,
        data: encode(value)?,
        terms: Vec::new(),
        tag: Tag::default(),
    };
    let operation = match read {
        Some(read) => Operation::Replace(document, read.tag.clone()),
        None => Operation::Create(document),
    };
    store.commit(&Partition::Directory(value.id().to_owned()), vec![operation]).await.map(drop)
}
