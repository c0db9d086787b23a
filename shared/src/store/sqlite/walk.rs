//! An ordered walk over the entries of one index.

use rusqlite::Connection;

/// One entry met on a walk.
pub(super) struct Met {
    /// The key behind the walk's prefix: order value and id, which sort the answer.
    pub(super) suffix: Vec<u8>,
    /// The document's row.
    pub(super) doc: i64,
}

/// Walks up the keys of an index from the first bound, before the second.
pub(super) const UP: &str =
    "SELECT key, doc FROM entries WHERE idx = ?1 AND key >= ?2 AND key < ?3 ORDER BY key ASC, doc ASC";
/// The same, downwards.
pub(super) const DOWN: &str =
    "SELECT key, doc FROM entries WHERE idx = ?1 AND key >= ?2 AND key < ?3 ORDER BY key DESC, doc DESC";
/// How many keys there are.
pub(super) const COUNT: &str = "SELECT count(*) FROM entries WHERE idx = ?1 AND key >= ?2 AND key < ?3";

/// A stretch of one index.
pub(super) struct Stretch {
    /// The index's number.
    pub(super) index: i64,
    /// Length of the part of the key that all entries share.
    pub(super) prefix: usize,
    /// The smallest key.
    pub(super) from: Vec<u8>,
    /// The first key that no longer belongs to it.
    pub(super) to: Vec<u8>,
}

impl Stretch {
    /// Visits the entries in order until `visit` says `false`.
    pub(super) fn walk<E: From<rusqlite::Error>>(
        &self,
        sql: &Connection,
        ascending: bool,
        mut visit: impl FnMut(Met) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut entries = sql.prepare_cached(if ascending { UP } else { DOWN })?;
        let mut rows = entries.query((self.index, &self.from, &self.to))?;
        while let Some(row) = rows.next()? {
            let key = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let met = Met { suffix: key.get(self.prefix..).unwrap_or_default().to_vec(), doc: row.get(1)? };
            if !visit(met)? {
                break;
            }
        }
        Ok(())
    }

    /// How many entries it has.
    pub(super) fn count(&self, sql: &Connection) -> rusqlite::Result<u64> {
        let count: i64 =
            sql.prepare_cached(COUNT)?.query_row((self.index, &self.from, &self.to), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}
