//! Which declared indexes answer a query: a pure decision that both adapters follow.
//!
//! So the same query is refused by both, and a test can prove every query of the program without a store.

mod check;
mod choose;
mod condition;
#[cfg(test)]
mod tests;

pub(super) use condition::Matcher;

use super::{Filter, Index, Kind, Query, Scalar, StoreError};
use check::Conditions;

/// Most ordered walks that one query may need: the product of its kinds and `OneOf` values.
pub const WALKS: usize = 100;

/// How a query is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// One per kind; empty where only the search terms lead to the documents.
    pub lookups: Vec<Lookup>,
    /// Search terms: of each of these one at least is there.
    pub terms: Vec<Vec<String>>,
    /// True where the conditions contradict each other: nothing can match.
    pub nothing: bool,
}

/// The use of one declared index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// Of which kind.
    pub kind: &'static Kind,
    /// Which of its indexes.
    pub index: &'static Index,
    /// For each of the index's `by` fields the values that it may have.
    pub by: Vec<Vec<Scalar>>,
    /// The bound elements of the index's `each` field: one of them at least is there.
    pub each: Option<Vec<Scalar>>,
    /// Bounds of the order field, both included.
    pub bounds: Bounds,
    /// What is left to check on each document.
    pub rest: Vec<Filter>,
}

/// A range of values of one type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest.
    pub low: Option<Scalar>,
    /// The largest.
    pub high: Option<Scalar>,
}

impl Plan {
    /// True where a page costs no more than its own documents: nothing is walked past.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.terms.is_empty()
            && self.lookups.iter().all(|lookup| lookup.rest.is_empty() && lookup.walks() <= 20)
    }
}

impl Lookup {
    /// How many ordered walks it needs.
    #[must_use]
    pub fn walks(&self) -> usize {
        self.by.iter().chain(&self.each).map(Vec::len).product()
    }
}

/// The plan of a page.
///
/// Errors: [`StoreError::Misuse`] where no declared index serves it, naming the query's kind, fields and order.
pub fn plan(query: &Query) -> Result<Plan, StoreError> {
    if !(1..=1000).contains(&query.limit) {
        return Err(StoreError::Misuse(format!("a page of {} documents", query.limit)));
    }
    if query.after.as_ref().is_some_and(|after| matches!(after.key, Scalar::Bool(_))) {
        return Err(StoreError::Misuse("a page cannot start behind true or false".to_owned()));
    }
    lookups(query, Some(query.order))
}

/// The plan of a count: the order does not matter.
///
/// Errors: as [`plan`].
pub fn plan_count(query: &Query) -> Result<Plan, StoreError> {
    lookups(query, Some(query.order)).or_else(|_| lookups(query, None))
}

fn lookups(query: &Query, order: Option<&'static str>) -> Result<Plan, StoreError> {
    let conditions = Conditions::of(query)?;
    let mut lookups = Vec::with_capacity(query.kinds.len());
    for kind in &query.kinds {
        match choose::index(kind, query, &conditions, order) {
            Some(lookup) => lookups.push(lookup),
            None if choose::searchable(kind, query, order) => {
                lookups.clear();
                break;
            }
            None => return Err(unserved(kind, query)),
        }
    }
    if lookups.iter().map(Lookup::walks).sum::<usize>() > WALKS {
        return Err(StoreError::Misuse(format!("more than {WALKS} walks for {}", describe(query))));
    }
    let nothing = conditions.contradict() || lookups.iter().any(|lookup| lookup.bounds.is_empty());
    Ok(Plan { lookups, terms: conditions.terms, nothing })
}

fn unserved(kind: &Kind, query: &Query) -> StoreError {
    StoreError::Misuse(format!("no index of {} serves {}", kind.name, describe(query)))
}

fn describe(query: &Query) -> String {
    let kinds: Vec<_> = query.kinds.iter().map(|kind| kind.name).collect();
    let fields: Vec<_> = query
        .filters
        .iter()
        .map(|filter| match filter {
            Filter::Eq(field, _) => format!("{field} ="),
            Filter::OneOf(field, _) => format!("{field} one of"),
            Filter::Range(field, _, _) => format!("{field} between"),
            Filter::Has(field, _) => format!("{field} has"),
            Filter::HasOneOf(field, _) => format!("{field} has one of"),
            Filter::Term(_) | Filter::AnyTerm(_) => "term".to_owned(),
        })
        .collect();
    format!("{} where [{}] by {}", kinds.join("+"), fields.join(", "), query.order)
}
