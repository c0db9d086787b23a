//! Readings across partitions or of a whole one: changes, directory, export.

use rusqlite::{Connection, Params};

use super::super::{Change, Changes, Partition, RawDocument, StoreError};
use super::row;
use super::schema::failure;

/// Documents of all tenants written behind `since`.
pub(super) fn changes(sql: &Connection, since: Option<&str>, limit: usize) -> Result<Changes, StoreError> {
    let from: i64 = match since {
        None => 0,
        Some(cursor) => {
            cursor.parse().map_err(|_| StoreError::Misuse(format!("no cursor of this store: {cursor:?}")))?
        }
    };
    let read = || -> rusqlite::Result<Vec<(i64, Change)>> {
        sql.prepare_cached(&changes_text())?
            .query_map((from, count(limit)), |found| {
                Ok((found.get(10)?, Change { tenant: found.get(13)?, document: row::read(found)?.document }))
            })?
            .collect()
    };
    let found = read().map_err(failure)?;
    let cursor = found.last().map_or(from, |(seq, _)| *seq).to_string();
    Ok(Changes { changes: found.into_iter().map(|(_, change)| change).collect(), cursor })
}

/// The statement behind [`changes`].
pub(super) fn changes_text() -> String {
    format!(
        "SELECT {}, partition FROM documents WHERE tenants = 1 AND seq > ?1 ORDER BY seq LIMIT ?2",
        row::COLUMNS
    )
}

/// Documents of the directory by id.
pub(super) fn directory(
    sql: &Connection,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<RawDocument>, StoreError> {
    documents(sql, &directory_text(), (after.unwrap_or(""), count(limit)))
}

/// The statement behind [`directory`].
pub(super) fn directory_text() -> String {
    format!(
        "SELECT {} FROM documents WHERE tenants = 0 AND partition > ?1 ORDER BY partition LIMIT ?2",
        row::COLUMNS
    )
}

/// Documents of one partition by id.
pub(super) fn export(
    sql: &Connection,
    at: &Partition,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<RawDocument>, StoreError> {
    let (tenants, name) = row::place(at);
    documents(sql, &export_text(), (tenants, name, after.unwrap_or(""), count(limit)))
}

/// The statement behind [`export`].
pub(super) fn export_text() -> String {
    format!(
        "SELECT {} FROM documents WHERE tenants = ?1 AND partition = ?2 AND id > ?3 ORDER BY id LIMIT ?4",
        row::COLUMNS
    )
}

fn documents(sql: &Connection, text: &str, values: impl Params) -> Result<Vec<RawDocument>, StoreError> {
    let read =
        || sql.prepare_cached(text)?.query_map(values, row::read)?.collect::<rusqlite::Result<Vec<_>>>();
    Ok(read().map_err(failure)?.into_iter().map(|stored| stored.document).collect())
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
