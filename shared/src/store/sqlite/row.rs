//! Rows of `documents` as documents.

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::value::RawValue;

use super::super::{Partition, RawDocument, Tag};

/// The columns of a document.
const COLUMNS: &str = "doc, id, kind, company, schema, version, created_at, updated_at, expires_at, data, seq, terms_row, terms_mark";

/// A document and what the store keeps beside it.
pub(super) struct StoredRow {
    /// The row's number: never changes.
    pub(super) doc: i64,
    /// As callers see it.
    pub(super) document: RawDocument,
    /// Its row of search terms.
    pub(super) terms_row: Option<i64>,
    /// The mark of these terms.
    pub(super) terms_mark: Option<i64>,
}

/// Reads a row of [`select`].
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<StoredRow> {
    let data: String = row.get(9)?;
    let seq: i64 = row.get(10)?;
    let document = RawDocument {
        id: row.get(1)?,
        kind: row.get(2)?,
        company: row.get(3)?,
        schema: row.get(4)?,
        version: row.get::<_, i64>(5)?.unsigned_abs(),
        created_at: instant(row, 6)?,
        updated_at: instant(row, 7)?,
        expires_at: row.get_ref(8)?.as_str_or_null()?.map(|text| parse(text, 8)).transpose()?,
        data: RawValue::from_string(data).map_err(|error| unreadable(9, error))?,
        terms: vec![],
        tag: tag(seq),
    };
    Ok(StoredRow { doc: row.get(0)?, document, terms_row: row.get(11)?, terms_mark: row.get(12)? })
}

fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    parse(row.get_ref(column)?.as_str()?, column)
}

fn parse(text: &str, column: usize) -> rusqlite::Result<Timestamp> {
    text.parse().map_err(|error: jiff::Error| unreadable(column, error))
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

/// The tag of the state that write number `seq` left.
pub(super) fn tag(seq: i64) -> Tag {
    Tag(seq.to_string())
}

/// Container and name of a partition, as the table has them.
pub(super) fn place(at: &Partition) -> (bool, &str) {
    match at {
        Partition::Directory(name) => (false, name),
        Partition::Tenant(name) => (true, name),
    }
}

/// The partition of a row of [`select`].
pub(super) fn partition(row: &Row<'_>) -> rusqlite::Result<Partition> {
    let name = row.get(14)?;
    Ok(if row.get(13)? { Partition::Tenant(name) } else { Partition::Directory(name) })
}

/// Finds a document by partition and id.
pub(super) const BY_ID: &str = "WHERE tenants = ?1 AND partition = ?2 AND id = ?3";
/// Finds a document by its row.
pub(super) const BY_DOC: &str = "WHERE doc = ?1";
/// Finds a document by its row of search terms.
pub(super) const BY_TERMS: &str = "WHERE terms_row = ?1";

/// A selection that [`read`] reads, with partition behind it.
pub(super) fn select(tail: &str) -> String {
    format!("SELECT {COLUMNS}, tenants, partition FROM documents {tail}")
}

/// The document of that id.
pub(super) fn by_id(sql: &Connection, at: &Partition, id: &str) -> rusqlite::Result<Option<StoredRow>> {
    let (tenants, name) = place(at);
    sql.prepare_cached(&select(BY_ID))?.query_row((tenants, name, id), read).optional()
}

/// The document of that row.
pub(super) fn by_doc(sql: &Connection, doc: i64) -> rusqlite::Result<Option<StoredRow>> {
    sql.prepare_cached(&select(BY_DOC))?.query_row([doc], read).optional()
}

/// The document whose search terms stand in that row.
pub(super) fn by_terms(sql: &Connection, row: i64) -> rusqlite::Result<Option<StoredRow>> {
    sql.prepare_cached(&select(BY_TERMS))?.query_row([row], read).optional()
}
