//! One batch inside the writer's transaction: first everything is checked, then everything is written.
//!
//! A refused batch has written nothing, so batches of one group need no savepoints of their own.

use rusqlite::Connection;

use super::super::field::instant;
use super::super::{Operation, Partition, RawDocument, StoreError, Tag};
use super::entries::{self, Catalogue, Entry};
use super::row::{self, StoredRow};
use super::{schema, terms};

/// An operation that may happen.
enum Step {
    Create { document: RawDocument, entries: Vec<Entry> },
    Replace { document: RawDocument, entries: Vec<Entry>, old: Box<StoredRow>, old_entries: Vec<Entry> },
    Delete { old: Box<StoredRow>, old_entries: Vec<Entry> },
}

/// The steps of a batch whose every condition holds.
pub(super) struct Checked(Vec<Step>);

/// Checks every operation against what is stored. A batch names no id twice, so the order does not matter.
pub(super) fn check(
    sql: &Connection,
    catalogue: &Catalogue,
    at: &Partition,
    batch: Vec<Operation>,
) -> Result<Checked, StoreError> {
    let mut steps = Vec::with_capacity(batch.len());
    for (index, operation) in batch.into_iter().enumerate() {
        let stored = row::by_id(sql, at, operation.id()).map_err(schema::failure)?;
        let expected = |tag: &Tag| match stored {
            None => Err(StoreError::NotFound { index }),
            Some(ref old) if old.document.tag != *tag => Err(StoreError::Stale { index }),
            Some(_) => Ok(()),
        };
        steps.push(match operation {
            Operation::Create(_) if stored.is_some() => return Err(StoreError::Conflict { index }),
            Operation::Create(document) => {
                Step::Create { entries: catalogue.entries(at, &document)?, document }
            }
            Operation::Replace(document, tag) => {
                expected(&tag)?;
                let old = Box::new(stored.ok_or(StoreError::NotFound { index })?);
                let old_entries = catalogue.entries(at, &old.document)?;
                Step::Replace { entries: catalogue.entries(at, &document)?, document, old, old_entries }
            }
            Operation::Delete(_, tag) => {
                expected(&tag)?;
                let old = Box::new(stored.ok_or(StoreError::NotFound { index })?);
                Step::Delete { old_entries: catalogue.entries(at, &old.document)?, old }
            }
        });
    }
    Ok(Checked(steps))
}

/// Writes a checked batch; `seq` is the number of the last write and moves on.
pub(super) fn write(
    sql: &Connection,
    at: &Partition,
    batch: &Checked,
    seq: &mut i64,
) -> rusqlite::Result<Vec<Tag>> {
    let mut tags = Vec::with_capacity(batch.0.len());
    for step in &batch.0 {
        *seq += 1;
        match step {
            Step::Create { document, entries } => {
                let (row, mark) = new_terms(sql, *seq, at, document)?;
                insert(sql, *seq, at, document, row, mark)?;
                entries::change(sql, *seq, &[], entries)?;
                tags.push(row::tag(*seq));
            }
            Step::Replace { document, entries, old, old_entries } => {
                let (row, mark) = if old.terms_mark == marked(document) {
                    (old.terms_row, old.terms_mark)
                } else {
                    old.terms_row.map_or(Ok(()), |row| terms::remove(sql, row))?;
                    new_terms(sql, *seq, at, document)?
                };
                update(sql, old.doc, *seq, document, row, mark)?;
                entries::change(sql, old.doc, old_entries, entries)?;
                tags.push(row::tag(*seq));
            }
            Step::Delete { old, old_entries } => {
                delete(sql, old, old_entries)?;
                tags.push(Tag::default());
            }
        }
    }
    Ok(tags)
}

/// Removes a row with all that belongs to it.
pub(super) fn delete(sql: &Connection, old: &StoredRow, entries: &[Entry]) -> rusqlite::Result<()> {
    old.terms_row.map_or(Ok(()), |row| terms::remove(sql, row))?;
    entries::change(sql, old.doc, entries, &[])?;
    sql.prepare_cached("DELETE FROM documents WHERE doc = ?1")?.execute([old.doc])?;
    Ok(())
}

fn marked(document: &RawDocument) -> Option<i64> {
    (!document.terms.is_empty()).then(|| terms::mark(&document.terms))
}

fn new_terms(
    sql: &Connection,
    row: i64,
    at: &Partition,
    document: &RawDocument,
) -> rusqlite::Result<(Option<i64>, Option<i64>)> {
    let mark = marked(document);
    if mark.is_some() {
        terms::insert(sql, row, at, &document.terms)?;
    }
    Ok((mark.map(|_| row), mark))
}

fn insert(
    sql: &Connection,
    seq: i64,
    at: &Partition,
    document: &RawDocument,
    terms_row: Option<i64>,
    terms_mark: Option<i64>,
) -> rusqlite::Result<()> {
    let (tenants, name) = row::place(at);
    sql.prepare_cached(
        "INSERT INTO documents (doc, seq, tenants, partition, id, kind, company, schema, version, created_at,
             updated_at, expires_at, terms_row, terms_mark, data)
         VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute((
        seq,
        tenants,
        name,
        &document.id,
        &document.kind,
        &document.company,
        document.schema,
        document.version.cast_signed(),
        instant(document.created_at),
        instant(document.updated_at),
        document.expires_at.map(instant),
        terms_row,
        terms_mark,
        document.data.get(),
    ))?;
    Ok(())
}

fn update(
    sql: &Connection,
    doc: i64,
    seq: i64,
    document: &RawDocument,
    terms_row: Option<i64>,
    terms_mark: Option<i64>,
) -> rusqlite::Result<()> {
    sql.prepare_cached(
        "UPDATE documents SET seq = ?2, kind = ?3, company = ?4, schema = ?5, version = ?6, created_at = ?7,
             updated_at = ?8, expires_at = ?9, terms_row = ?10, terms_mark = ?11, data = ?12
         WHERE doc = ?1",
    )?
    .execute((
        doc,
        seq,
        &document.kind,
        &document.company,
        document.schema,
        document.version.cast_signed(),
        instant(document.created_at),
        instant(document.updated_at),
        document.expires_at.map(instant),
        terms_row,
        terms_mark,
        document.data.get(),
    ))?;
    Ok(())
}
