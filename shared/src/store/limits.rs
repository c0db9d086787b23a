//! What every adapter refuses in the same words: sizes, ids and impossible batches.

use std::collections::HashSet;

use super::{Operation, Partition, RawDocument, StoreError};

/// Most operations of one batch: Cosmos's own limit.
pub const BATCH_OPERATIONS: usize = 100;
/// Most bytes of one batch: Cosmos's 2 MB, less room for the envelopes.
pub const BATCH_BYTES: usize = 1_900_000;
/// Most bytes of a document's data.
pub const DOCUMENT_BYTES: usize = 100 * 1024;
/// Most bytes of a document's search terms together: with its data far below the 2 MB of one item.
pub const TERMS_BYTES: usize = 1_000 * 1024;
/// Longest search term in bytes.
pub const TERM_BYTES: usize = 200;
/// Longest id in characters.
pub const ID_LENGTH: usize = 200;
/// Most ids that one call reads.
pub const READ_MANY: usize = 100;

/// True for ids that every store, file name and address takes as they are: `.` and `..` mean something else there.
pub(super) fn is_id(id: &str) -> bool {
    (1..=ID_LENGTH).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        && !matches!(id, "." | "..")
}

/// True where the partition's own name is well formed.
pub(super) fn is_partition(at: &Partition) -> bool {
    match at {
        Partition::Tenant(name) | Partition::Directory(name) => is_id(name),
    }
}

/// Refuses a read of more ids than one call may ask for.
pub(super) fn check_ids(ids: &[String]) -> Result<(), StoreError> {
    if ids.len() > READ_MANY {
        return Err(StoreError::TooLarge(format!("{} ids in one read, {READ_MANY} at most", ids.len())));
    }
    Ok(())
}

/// Refuses a batch that no store may take.
pub(super) fn check_batch(at: &Partition, batch: &[Operation]) -> Result<(), StoreError> {
    if !is_partition(at) {
        return Err(StoreError::Misuse(format!("no partition: {at:?}")));
    }
    if batch.len() > BATCH_OPERATIONS {
        return Err(StoreError::TooLarge(format!("{} operations, {BATCH_OPERATIONS} at most", batch.len())));
    }
    let mut bytes = 0;
    let mut seen = HashSet::with_capacity(batch.len());
    for operation in batch {
        let id = operation.id();
        if !is_id(id) {
            return Err(StoreError::Misuse(format!("no id: {id:?}")));
        }
        if matches!(at, Partition::Directory(own) if own != id) {
            return Err(StoreError::Misuse(format!("{id} does not belong into {at:?}")));
        }
        if let Operation::Replace(_, tag) | Operation::Delete(_, tag) = operation
            && matches!(tag.0.as_str(), "" | "*")
        {
            // To Cosmos the one means no condition and the other any state.
            return Err(StoreError::Misuse(format!("{id} is to be changed without a tag")));
        }
        if !seen.insert(id) {
            return Err(StoreError::Misuse(format!("{id} occurs twice in one batch")));
        }
        if let Operation::Create(document) | Operation::Replace(document, _) = operation {
            bytes += check_document(document)?;
        }
    }
    if bytes > BATCH_BYTES {
        return Err(StoreError::TooLarge(format!("{bytes} bytes in one batch, {BATCH_BYTES} at most")));
    }
    Ok(())
}

/// The bytes of a document that count against the batch.
fn check_document(document: &RawDocument) -> Result<usize, StoreError> {
    let id = &document.id;
    let data = document.data.get();
    if !data.starts_with('{') {
        return Err(StoreError::Misuse(format!("the data of {id} is no object")));
    }
    if data.len() > DOCUMENT_BYTES {
        return Err(StoreError::TooLarge(format!("{id} has {} bytes, {DOCUMENT_BYTES} at most", data.len())));
    }
    if let Some(term) = document.terms.iter().find(|term| term.is_empty() || term.len() > TERM_BYTES) {
        return Err(StoreError::TooLarge(format!(
            "a search term of {id} has {} bytes, 1 to {TERM_BYTES}",
            term.len()
        )));
    }
    // Quotes and comma of the array that carries them.
    let terms = document.terms.iter().map(|term| term.len() + 3).sum::<usize>();
    if terms > TERMS_BYTES {
        return Err(StoreError::TooLarge(format!("{id} has {terms} bytes of terms, {TERMS_BYTES} at most")));
    }
    Ok(data.len() + terms)
}

impl Operation {
    /// The id of the document that it is about.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Create(document) | Self::Replace(document, _) => &document.id,
            Self::Delete(id, _) => id,
        }
    }
}
