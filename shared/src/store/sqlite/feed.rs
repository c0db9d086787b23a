//! Readings across partitions or of a whole one: changes, directory, export.

use rusqlite::{Connection, Params};

use super::super::{Change, Changes, Partition, RawDocument, StoreError};
use super::row;
use super::schema::failure;

/// Documents of all tenants behind a write.
pub(super) const CHANGES: &str =
    "INDEXED BY documents_seq WHERE tenants = 1 AND seq > ?1 ORDER BY seq LIMIT ?2";
/// Documents of the directory behind an id.
pub(super) const DIRECTORY: &str = "WHERE tenants = 0 AND partition > ?1 ORDER BY partition LIMIT ?2";
/// Documents of a partition behind an id.
pub(super) const EXPORT: &str = "WHERE tenants = ?1 AND partition = ?2 AND id > ?3 ORDER BY id LIMIT ?4";

/// Documents of all tenants written behind `since`.
pub(super) fn changes(sql: &Connection, since: Option<&str>, limit: usize) -> Result<Changes, StoreError> {
    let from: i64 = match since {
        None => 0,
        Some(cursor) => {
            cursor.parse().map_err(|_| StoreError::Misuse(format!("no cursor of this store: {cursor:?}")))?
        }
    };
    let read = || -> rusqlite::Result<Vec<(i64, Change)>> {
        sql.prepare_cached(&row::select(CHANGES))?
            .query_map((from, count(limit)), |found| {
                Ok((found.get(10)?, Change { tenant: found.get(14)?, document: row::read(found)?.document }))
            })?
            .collect()
    };
    let found = read().map_err(failure)?;
    let cursor = found.last().map_or(from, |(seq, _)| *seq).to_string();
    Ok(Changes { changes: found.into_iter().map(|(_, change)| change).collect(), cursor })
}

/// Documents of the directory by id.
pub(super) fn directory(
    sql: &Connection,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<RawDocument>, StoreError> {
    documents(sql, DIRECTORY, (after.unwrap_or(""), count(limit)))
}

/// Documents of one partition by id.
pub(super) fn export(
    sql: &Connection,
    at: &Partition,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<RawDocument>, StoreError> {
    let (tenants, name) = row::place(at);
    documents(sql, EXPORT, (tenants, name, after.unwrap_or(""), count(limit)))
}

fn documents(sql: &Connection, tail: &str, values: impl Params) -> Result<Vec<RawDocument>, StoreError> {
    let read = || {
        sql.prepare_cached(&row::select(tail))?
            .query_map(values, row::read)?
            .collect::<rusqlite::Result<Vec<_>>>()
    };
    Ok(read().map_err(failure)?.into_iter().map(|stored| stored.document).collect())
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
