//! Documents as Cosmos keeps them.

use azure_core::http::Etag;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::super::field::instant;
use super::super::{Partition, RawDocument, StoreError, Tag};

/// What queries give back: all but the search terms.
pub(super) const SELECTION: &str =
    "c.id, c.kind, c.company, c.schema, c.version, c.created_at, c.updated_at, c.expires_at, c.data, c._etag";

/// A document to be written.
#[derive(Serialize)]
pub(super) struct Written<'a> {
    id: &'a str,
    tenant: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<&'a str>,
    schema: u32,
    version: u64,
    created_at: String,
    updated_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    /// Seconds from the write until Cosmos removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl: Option<i32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    terms: &'a [String],
    data: &'a RawValue,
}

impl<'a> Written<'a> {
    pub(super) fn new(at: &'a Partition, document: &'a RawDocument) -> Self {
        Self {
            id: &document.id,
            tenant: name(at),
            kind: &document.kind,
            company: document.company.as_deref(),
            schema: document.schema,
            version: document.version,
            created_at: instant(document.created_at),
            updated_at: instant(document.updated_at),
            expires_at: document.expires_at.map(instant),
            ttl: document.expires_at.map(|expires| seconds(document.updated_at, expires)),
            terms: &document.terms,
            data: &document.data,
        }
    }
}

/// Whole seconds between, rounded up: the code, not Cosmos, decides to the nanosecond what has expired.
fn seconds(from: Timestamp, to: Timestamp) -> i32 {
    let seconds = to.as_second().saturating_sub(from.as_second()).saturating_add(1).max(1);
    i32::try_from(seconds).unwrap_or(i32::MAX)
}

/// A document read.
#[derive(Clone, Deserialize)]
pub(super) struct Read {
    id: String,
    /// Asked for only where the partition is unknown.
    #[serde(default)]
    pub(super) tenant: String,
    kind: String,
    company: Option<String>,
    schema: u32,
    version: u64,
    created_at: Timestamp,
    updated_at: Timestamp,
    expires_at: Option<Timestamp>,
    data: Box<RawValue>,
    #[serde(rename = "_etag")]
    etag: String,
}

impl From<Read> for RawDocument {
    fn from(read: Read) -> Self {
        Self {
            id: read.id,
            kind: read.kind,
            company: read.company,
            schema: read.schema,
            version: read.version,
            created_at: read.created_at,
            updated_at: read.updated_at,
            expires_at: read.expires_at,
            data: read.data,
            terms: vec![],
            tag: Tag(read.etag),
        }
    }
}

/// The partition's value.
pub(super) fn name(at: &Partition) -> &str {
    match at {
        Partition::Tenant(name) | Partition::Directory(name) => name,
    }
}

/// A tag as the service's own.
pub(super) fn etag(tag: &Tag) -> Etag {
    Etag::from(tag.0.clone())
}

/// A document of `place` in the batch could not be made into JSON.
pub(super) fn unwritable(place: usize, error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Misuse(format!("operation {place} cannot be written: {error}"))
}
