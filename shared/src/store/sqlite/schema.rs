//! The file's tables, and the index entries kept in step with what the program declares.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::super::{Kind, StoreError};
use super::entries::{self, Catalogue};
use super::open::OpenError;
use super::row;

/// Marks the file as ours: "TOPd" in ASCII.
const APPLICATION: i32 = 0x544F_5064;
/// Version of the tables below.
const VERSION: i32 = 1;

/// `doc` never changes and is never used twice; `seq` grows with every write and is the document's tag.
const TABLES: &str = "
CREATE TABLE documents (
    doc INTEGER PRIMARY KEY,
    tenants INTEGER NOT NULL,
    partition TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    company TEXT,
    schema INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    expires_at TEXT,
    seq INTEGER NOT NULL,
    terms_row INTEGER,
    terms_mark INTEGER,
    data TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX documents_id ON documents (tenants, partition, id);
CREATE UNIQUE INDEX documents_seq ON documents (seq) WHERE tenants = 1;
CREATE INDEX documents_expiry ON documents (expires_at) WHERE expires_at IS NOT NULL;
CREATE UNIQUE INDEX documents_terms ON documents (terms_row) WHERE terms_row IS NOT NULL;
CREATE TABLE entries (
    idx INTEGER NOT NULL,
    key BLOB NOT NULL,
    doc INTEGER NOT NULL,
    PRIMARY KEY (idx, key, doc)
) STRICT, WITHOUT ROWID;
CREATE TABLE indexes (idx INTEGER PRIMARY KEY, spec TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE terms USING fts5 (
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = \"ascii tokenchars '_'\"
);
CREATE TABLE counter (value INTEGER NOT NULL) STRICT;
INSERT INTO counter VALUES (0);
";

/// Creates the tables in an empty file; refuses another program's file and one of a newer program.
pub(super) fn ensure(sql: &mut Connection) -> Result<(), OpenError> {
    let work = sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if examine(&work)? == Content::Empty {
        work.execute_batch(TABLES)?;
        work.pragma_update(None, "application_id", APPLICATION)?;
        work.pragma_update(None, "user_version", VERSION)?;
    }
    work.commit()?;
    Ok(())
}

/// What a file that may be used holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Empty,
    Ours,
}

/// Looks at a file without changing it; refuses another program's and one of a version that this program cannot read.
pub(super) fn examine(sql: &Connection) -> Result<Content, OpenError> {
    let application: i32 = sql.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = sql.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = sql.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, tables) {
        (APPLICATION, _) if version > VERSION => Err(OpenError::Newer { found: version, known: VERSION }),
        (APPLICATION, _) if version < VERSION => Err(OpenError::Unversioned { found: version }),
        (APPLICATION, _) => Ok(Content::Ours),
        (0, 0) => Ok(Content::Empty),
        _ => Err(OpenError::NotOurs),
    }
}

/// Numbers the declared indexes; builds the entries of new ones and drops those of indexes that are gone.
pub(super) fn index(sql: &mut Connection, kinds: &[&'static Kind]) -> Result<Catalogue, OpenError> {
    let work = sql.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut known: HashMap<String, i64> = work
        .prepare("SELECT spec, idx FROM indexes")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut fresh: Vec<&'static Kind> = vec![];
    for kind in kinds {
        if kind.indexes.iter().any(|index| !known.contains_key(&entries::spec(kind, index))) {
            fresh.push(kind);
        }
    }
    let catalogue = Catalogue::new(kinds, |spec| match known.remove(spec) {
        Some(number) => Ok(number),
        None => {
            work.query_row("INSERT INTO indexes (spec) VALUES (?1) RETURNING idx", [spec], |row| row.get(0))
        }
    })?;
    for number in known.into_values() {
        work.execute("DELETE FROM entries WHERE idx = ?1", [number])?;
        work.execute("DELETE FROM indexes WHERE idx = ?1", [number])?;
    }
    for kind in fresh {
        rebuild(&work, &catalogue, kind)?;
    }
    work.commit()?;
    Ok(catalogue)
}

/// Writes all entries of a kind's documents that are not there yet.
fn rebuild(sql: &Connection, catalogue: &Catalogue, kind: &Kind) -> Result<(), OpenError> {
    let mut insert = sql.prepare("INSERT OR IGNORE INTO entries (idx, key, doc) VALUES (?1, ?2, ?3)")?;
    let mut all = sql.prepare(&row::select("WHERE kind = ?1"))?;
    let mut rows = all.query([kind.name])?;
    while let Some(found) = rows.next()? {
        let stored = row::read(found)?;
        let at = row::partition(found)?;
        for (index, key) in catalogue.entries(&at, &stored.document).map_err(OpenError::Unreadable)? {
            insert.execute((index, key, stored.doc))?;
        }
    }
    Ok(())
}

/// The last number given to a write.
pub(super) fn counter(sql: &Connection) -> rusqlite::Result<i64> {
    Ok(sql.query_row("SELECT value FROM counter", [], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// How a failure of SQLite reads to callers.
#[expect(clippy::needless_pass_by_value, reason = "the form that `map_err` takes")]
pub(super) fn failure(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => StoreError::Unavailable("the disk is full".to_owned()),
        _ => StoreError::Unavailable(error.to_string()),
    }
}
