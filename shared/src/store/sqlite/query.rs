//! Pages and counts.

use std::collections::HashSet;

use rusqlite::Connection;

use super::super::plan::{Lookup, Matcher, Plan};
use super::super::{Direction, Partition, Position, Query, RawDocument, RawPage, Scalar, StoreError, field};
use super::entries::Catalogue;
use super::row::{self, StoredRow};
use super::schema::failure;
use super::walk::{Met, Stretch};
use super::{key, terms};

/// Up to so many documents with the search terms are fetched and sorted; more are met on the walk of an index.
const FEW: usize = 400;

/// One question in one partition.
pub(super) struct Reading<'a> {
    pub(super) sql: &'a Connection,
    pub(super) catalogue: &'a Catalogue,
    pub(super) at: &'a Partition,
    pub(super) query: &'a Query,
    pub(super) plan: &'a Plan,
}

/// An error on a walk: SQLite's, or one already in the port's words.
struct Failure(StoreError);

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self(failure(error))
    }
}
impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

/// A document on its way into the page; `None` until it is fetched.
type Hit = (Vec<u8>, i64, Option<RawDocument>);

impl Reading<'_> {
    /// The page.
    pub(super) fn page(&self) -> Result<RawPage, StoreError> {
        if self.plan.nothing {
            return Ok(RawPage::default());
        }
        let limit = usize::try_from(self.query.limit).unwrap_or(usize::MAX);
        let mut hits = self.hits(limit + 1).map_err(|failure| failure.0)?;
        let more = hits.len() > limit;
        hits.truncate(limit);
        let mut documents = Vec::with_capacity(hits.len());
        for (_, doc, document) in hits {
            let document = match document {
                Some(document) => Some(document),
                None => row::by_doc(self.sql, doc).map_err(failure)?.map(|stored| stored.document),
            };
            documents.extend(document);
        }
        let next = match documents.last() {
            Some(last) if more => {
                field::scalar(last, self.query.order)?.map(|key| Position { key, id: last.id.clone() })
            }
            _ => None,
        };
        Ok(RawPage { documents, next })
    }

    fn ascending(&self) -> bool {
        self.query.direction == Direction::Asc
    }

    /// The first `want` hits in order.
    fn hits(&self, want: usize) -> Result<Vec<Hit>, Failure> {
        let found = self.with_terms()?;
        if let Some(rows) = &found
            && (rows.len() <= FEW || self.plan.lookups.is_empty())
        {
            return self.sorted(rows, want);
        }
        let mut best: Vec<Hit> = vec![];
        for lookup in &self.plan.lookups {
            let rest = Matcher::new(&lookup.rest);
            for stretch in self.stretches(lookup, self.query.after.as_ref())? {
                let mut hits = vec![];
                stretch.walk(self.sql, self.ascending(), |met| -> Result<bool, Failure> {
                    // Nothing behind the worst of a full page can still get into it.
                    if best.len() >= want
                        && best.last().is_some_and(|worst| self.behind(&met.suffix, &worst.0))
                    {
                        return Ok(false);
                    }
                    hits.extend(self.accept(met, &rest, found.as_ref())?);
                    Ok(hits.len() < want)
                })?;
                best.append(&mut hits);
                self.sort(&mut best, want);
            }
        }
        Ok(best)
    }

    fn behind(&self, a: &[u8], b: &[u8]) -> bool {
        if self.ascending() { a > b } else { a < b }
    }

    fn sort(&self, hits: &mut Vec<Hit>, want: usize) {
        hits.sort_unstable_by(|a, b| if self.ascending() { a.0.cmp(&b.0) } else { b.0.cmp(&a.0) });
        // A document that holds several of the wanted elements is met once for each.
        hits.dedup_by_key(|hit| hit.1);
        hits.truncate(want);
    }

    /// The entry's document where it fulfils what the index could not bind.
    fn accept(&self, met: Met, rest: &Matcher, found: Option<&HashSet<i64>>) -> Result<Option<Hit>, Failure> {
        if rest.is_empty() && found.is_none() {
            return Ok(Some((met.suffix, met.doc, None)));
        }
        let Some(stored) = row::by_doc(self.sql, met.doc)? else { return Ok(None) };
        let termed = found.is_none_or(|rows| stored.terms_row.is_some_and(|row| rows.contains(&row)));
        Ok((termed && rest.holds(&stored.document)?).then_some((met.suffix, met.doc, Some(stored.document))))
    }

    /// The stretches of a look-up: one for every combination of its values.
    fn stretches(&self, lookup: &Lookup, after: Option<&Position>) -> Result<Vec<Stretch>, StoreError> {
        let index = self.catalogue.number(lookup)?;
        let mut prefixes = vec![key::partition(self.at)];
        let each = lookup.each.as_deref();
        for values in lookup.by.iter().map(Vec::as_slice).chain(each) {
            let extend = |prefix: &Vec<u8>, value: &Scalar| {
                let mut longer = prefix.clone();
                key::push(&mut longer, value);
                longer
            };
            prefixes = prefixes
                .iter()
                .flat_map(|prefix| values.iter().map(move |value| extend(prefix, value)))
                .collect();
        }
        let stretch = |prefix: Vec<u8>| {
            let (from, to) = key::range(&prefix, &lookup.bounds, after, self.ascending());
            Stretch { index, prefix: prefix.len(), from, to }
        };
        Ok(prefixes.into_iter().map(stretch).collect())
    }

    /// The rows of the full-text table that have all terms; `None` where none are asked for.
    fn with_terms(&self) -> Result<Option<HashSet<i64>>, Failure> {
        if self.plan.terms.is_empty() {
            return Ok(None);
        }
        let mut found = self.sql.prepare_cached(terms::FIND)?;
        let rows = found.query_map([terms::expression(self.at, &self.plan.terms)], |row| row.get(0))?;
        Ok(Some(rows.collect::<Result<_, _>>()?))
    }

    /// The hits among documents that have the terms, by fetching and sorting them.
    fn sorted(&self, rows: &HashSet<i64>, want: usize) -> Result<Vec<Hit>, Failure> {
        let rest = Matcher::new(&self.query.filters);
        let edge = self.query.after.as_ref().map(|after| suffix(&after.key, &after.id));
        let mut hits = vec![];
        for row in rows {
            let Some(StoredRow { doc, document, .. }) = row::by_terms(self.sql, *row)? else { continue };
            let Some(order) = place(&document, self.query.order)? else { continue };
            let suffix = suffix(&order, &document.id);
            let wanted = self.query.kinds.iter().any(|kind| kind.name == document.kind);
            if wanted
                && edge.as_ref().is_none_or(|edge| self.behind(&suffix, edge))
                && rest.holds(&document)?
            {
                hits.push((suffix, doc, Some(document)));
            }
        }
        self.sort(&mut hits, want);
        Ok(hits)
    }

    /// How many documents match.
    pub(super) fn count(&self) -> Result<u64, StoreError> {
        if self.plan.nothing {
            return Ok(0);
        }
        self.counted().map_err(|failure| failure.0)
    }

    fn counted(&self) -> Result<u64, Failure> {
        let found = self.with_terms()?;
        if let Some(rows) = &found
            && (rows.len() <= FEW || self.plan.lookups.is_empty())
        {
            return self.count_of(rows);
        }
        let mut count = 0;
        for lookup in &self.plan.lookups {
            let rest = Matcher::new(&lookup.rest);
            let several = lookup.each.as_ref().is_some_and(|elements| elements.len() > 1);
            let mut counted = HashSet::new();
            for stretch in self.stretches(lookup, None)? {
                if rest.is_empty() && found.is_none() && !several {
                    count += stretch.count(self.sql)?;
                    continue;
                }
                stretch.walk(self.sql, true, |met| -> Result<bool, Failure> {
                    let first = !several || counted.insert(met.doc);
                    count += u64::from(first && self.accept(met, &rest, found.as_ref())?.is_some());
                    Ok(true)
                })?;
            }
        }
        Ok(count)
    }

    fn count_of(&self, rows: &HashSet<i64>) -> Result<u64, Failure> {
        let rest = Matcher::new(&self.query.filters);
        let mut count = 0;
        for row in rows {
            let Some(StoredRow { document, .. }) = row::by_terms(self.sql, *row)? else { continue };
            let wanted = self.query.kinds.iter().any(|kind| kind.name == document.kind);
            // A document without an index's order field is in none of its pages: neither is it counted.
            let paged = match self.plan.lookups.as_slice() {
                [lookup] => place(&document, lookup.index.order)?.is_some(),
                _ => true,
            };
            count += u64::from(wanted && paged && rest.holds(&document)?);
        }
        Ok(count)
    }
}

/// The value that places a document in an index of this order; `None` where it is not in it.
fn place(document: &RawDocument, order: &'static str) -> Result<Option<Scalar>, StoreError> {
    Ok(field::scalar(document, order)?.filter(|order| !matches!(order, Scalar::Bool(_))))
}

fn suffix(order: &Scalar, id: &str) -> Vec<u8> {
    let mut suffix = Vec::with_capacity(64);
    key::push(&mut suffix, order);
    suffix.extend_from_slice(id.as_bytes());
    suffix
}
