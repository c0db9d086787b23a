//! The choice of an index for one kind.

use std::collections::BTreeSet;

use super::super::{Filter, Index, Kind, Query};
use super::check::Conditions;
use super::{Bounds, Lookup};

/// The index that binds most conditions and leaves only residual ones; among equals the one declared first.
/// `order: None` takes any order.
pub(super) fn index(
    kind: &'static Kind,
    query: &Query,
    conditions: &Conditions,
    order: Option<&'static str>,
) -> Option<Lookup> {
    let mut best: Option<Lookup> = None;
    for candidate in kind.indexes.iter().filter(|index| order.is_none_or(|order| index.order == order)) {
        if let Some(lookup) = bind(kind, candidate, query, conditions)
            && best.as_ref().is_none_or(|best| rank(&lookup) > rank(best))
        {
            best = Some(lookup);
        }
    }
    best
}

/// More bound fields first; then fewer conditions left over.
fn rank(lookup: &Lookup) -> (usize, std::cmp::Reverse<usize>) {
    (lookup.index.by.len() + usize::from(lookup.each.is_some()), std::cmp::Reverse(lookup.rest.len()))
}

fn bind(
    kind: &'static Kind,
    index: &'static Index,
    query: &Query,
    conditions: &Conditions,
) -> Option<Lookup> {
    let by = index.by.iter().map(|field| conditions.values(field)).collect::<Option<Vec<_>>>()?;
    let mut lookup = Lookup { kind, index, by, each: None, bounds: Bounds::default(), rest: vec![] };
    for filter in &query.filters {
        match filter {
            Filter::Eq(field, _) | Filter::OneOf(field, _) if index.by.contains(field) => {}
            Filter::Eq(field, value) if *field == index.order => {
                if !lookup.bounds.narrow(Some(value), Some(value)) {
                    return None;
                }
            }
            Filter::Range(field, low, high) if *field == index.order => {
                if !lookup.bounds.narrow(low.as_ref(), high.as_ref()) {
                    return None;
                }
            }
            Filter::Has(field, value) if index.each == Some(field) && lookup.each.is_none() => {
                lookup.each = Some(vec![value.clone()]);
            }
            Filter::HasOneOf(field, values) if index.each == Some(field) && lookup.each.is_none() => {
                let distinct: BTreeSet<_> = values.iter().cloned().collect();
                lookup.each = Some(distinct.into_iter().collect());
            }
            Filter::Term(_) | Filter::AnyTerm(_) => {}
            other if residual(kind, other) => lookup.rest.push(other.clone()),
            _ => return None,
        }
    }
    (index.each.is_some() == lookup.each.is_some()).then_some(lookup)
}

fn residual(kind: &Kind, filter: &Filter) -> bool {
    field(filter).is_some_and(|field| kind.residual.contains(&field))
}

fn field(filter: &Filter) -> Option<&'static str> {
    match filter {
        Filter::Eq(field, _)
        | Filter::OneOf(field, _)
        | Filter::Range(field, _, _)
        | Filter::Has(field, _)
        | Filter::HasOneOf(field, _) => Some(field),
        Filter::Term(_) | Filter::AnyTerm(_) => None,
    }
}

/// True where search terms lead to the documents and everything else is checked on them: each condition is about a
/// declared field, and the order is declared.
pub(super) fn searchable(kind: &Kind, query: &Query, order: Option<&'static str>) -> bool {
    let declared = |name: &'static str| {
        kind.residual.contains(&name)
            || kind
                .indexes
                .iter()
                .any(|index| index.order == name || index.each == Some(name) || index.by.contains(&name))
    };
    query.filters.iter().any(|filter| matches!(filter, Filter::Term(_) | Filter::AnyTerm(_)))
        && query.filters.iter().filter_map(field).all(declared)
        && order.is_none_or(|order| kind.indexes.iter().any(|index| index.order == order))
}
