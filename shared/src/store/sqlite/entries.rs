//! The index entries that a document has.

use std::collections::HashMap;

use rusqlite::Connection;

use super::super::field::{self, Field};
use super::super::plan::Lookup;
use super::super::{Kind, Partition, RawDocument, Scalar, StoreError};
use super::key;

/// An entry: the index's number and the key under it.
pub(super) type Entry = (i64, Vec<u8>);

/// The declared indexes of all kinds with the numbers that they have in this file.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    kinds: HashMap<&'static str, Declared>,
}

#[derive(Debug)]
struct Declared {
    /// Every field that some index names.
    names: Vec<&'static str>,
    indexes: Vec<Numbered>,
}

#[derive(Debug)]
struct Numbered {
    number: i64,
    spec: String,
    by: Vec<usize>,
    each: Option<usize>,
    order: usize,
}

impl Catalogue {
    /// The indexes of `kinds`, numbered by `number` from their [`spec`]s.
    pub(super) fn new(
        kinds: &[&'static Kind],
        mut number: impl FnMut(&str) -> rusqlite::Result<i64>,
    ) -> rusqlite::Result<Self> {
        let mut catalogue = Self::default();
        for kind in kinds {
            let mut declared = Declared { names: vec![], indexes: vec![] };
            for index in kind.indexes {
                let spec = spec(kind, index);
                let by = index.by.iter().map(|name| declared.place(name)).collect();
                let each = index.each.map(|name| declared.place(name));
                let order = declared.place(index.order);
                declared.indexes.push(Numbered { number: number(&spec)?, spec, by, each, order });
            }
            catalogue.kinds.insert(kind.name, declared);
        }
        Ok(catalogue)
    }

    /// The number of the index that a look-up uses.
    pub(super) fn number(&self, lookup: &Lookup) -> Result<i64, StoreError> {
        let spec = spec(lookup.kind, lookup.index);
        self.kinds
            .get(lookup.kind.name)
            .and_then(|declared| declared.indexes.iter().find(|index| index.spec == spec))
            .map(|index| index.number)
            .ok_or_else(|| StoreError::Misuse(format!("the store was opened without the index {spec}")))
    }

    /// The document's entries, sorted. A document that lacks a field of an index has none in it.
    pub(super) fn entries(&self, at: &Partition, document: &RawDocument) -> Result<Vec<Entry>, StoreError> {
        let Some(declared) = self.kinds.get(document.kind.as_str()).filter(|kind| !kind.indexes.is_empty())
        else {
            return Ok(vec![]);
        };
        let fields = field::fields(document, &declared.names)?;
        let one = |place: usize| match fields.get(place) {
            Some(Field::One(value)) => Some(value),
            _ => None,
        };
        let partition = key::partition(at);
        let mut entries = Vec::with_capacity(declared.indexes.len() + 8);
        'indexes: for index in &declared.indexes {
            let mut prefix = partition.clone();
            for place in &index.by {
                let Some(value) = one(*place) else { continue 'indexes };
                key::push(&mut prefix, value);
            }
            let Some(order) = one(index.order).filter(|order| !matches!(order, Scalar::Bool(_))) else {
                continue;
            };
            let mut finish = |mut key: Vec<u8>| {
                key::push(&mut key, order);
                key.extend_from_slice(document.id.as_bytes());
                entries.push((index.number, key));
            };
            match index.each.map(|place| &fields[place]) {
                None => finish(prefix),
                Some(Field::Many(elements)) => {
                    for element in elements {
                        let mut key = prefix.clone();
                        key::push(&mut key, element);
                        finish(key);
                    }
                }
                Some(_) => {}
            }
        }
        entries.sort_unstable();
        entries.dedup();
        Ok(entries)
    }
}

impl Declared {
    fn place(&mut self, name: &'static str) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }
}

/// An index's declaration as text: what decides whether its entries must be built anew.
pub(super) fn spec(kind: &Kind, index: &super::super::Index) -> String {
    format!(
        "{}: by [{}] each {} order {}",
        kind.name,
        index.by.join(","),
        index.each.unwrap_or("-"),
        index.order
    )
}

/// Writes the difference between two sorted sets of entries of one document.
pub(super) fn change(sql: &Connection, document: i64, old: &[Entry], new: &[Entry]) -> rusqlite::Result<()> {
    let mut gone = sql.prepare_cached("DELETE FROM entries WHERE idx = ?1 AND key = ?2 AND doc = ?3")?;
    for (index, key) in old.iter().filter(|entry| new.binary_search(entry).is_err()) {
        gone.execute((index, key, document))?;
    }
    let mut come = sql.prepare_cached("INSERT INTO entries (idx, key, doc) VALUES (?1, ?2, ?3)")?;
    for (index, key) in new.iter().filter(|entry| old.binary_search(entry).is_err()) {
        come.execute((index, key, document))?;
    }
    Ok(())
}
