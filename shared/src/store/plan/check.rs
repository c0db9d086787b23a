//! A query's conditions, checked and gathered by field.

use std::collections::BTreeSet;

use super::super::{Filter, Query, Scalar, StoreError};
use super::Bounds;

/// Most values of one `OneOf`.
const VALUES: usize = 20;

/// The conditions that an index may bind.
pub(super) struct Conditions {
    /// Fields bound to values; several conditions on one field leave what they have in common.
    equal: Vec<(&'static str, BTreeSet<Scalar>)>,
    /// All search terms: of each of these one at least.
    pub(super) terms: Vec<Vec<String>>,
    /// True where a field or the terms must hold one of no values.
    empty: bool,
}

impl Conditions {
    pub(super) fn of(query: &Query) -> Result<Self, StoreError> {
        let mut found = Self { equal: vec![], terms: vec![], empty: false };
        for (place, kind) in query.kinds.iter().enumerate() {
            if query.kinds[..place].iter().any(|other| other.name == kind.name) {
                return Err(StoreError::Misuse(format!("{} is asked for twice", kind.name)));
            }
        }
        if query.kinds.is_empty() {
            return Err(StoreError::Misuse("a query for no kind".to_owned()));
        }
        for filter in &query.filters {
            found.take(filter, query)?;
        }
        Ok(found)
    }

    fn take(&mut self, filter: &Filter, query: &Query) -> Result<(), StoreError> {
        match filter {
            Filter::Eq(field, value) => self.bind(field, BTreeSet::from([value.clone()])),
            Filter::OneOf(field, values) if values.len() > VALUES => {
                return Err(StoreError::Misuse(format!(
                    "{} values for {field}, {VALUES} at most",
                    values.len()
                )));
            }
            Filter::OneOf(field, values) => self.bind(field, values.iter().cloned().collect()),
            Filter::Range(field, low, high) => {
                Bounds { low: low.clone(), high: high.clone() }.check(field)?;
            }
            Filter::HasOneOf(field, values) if values.len() > VALUES => {
                return Err(StoreError::Misuse(format!(
                    "{} values for {field}, {VALUES} at most",
                    values.len()
                )));
            }
            Filter::HasOneOf(_, values) => self.empty |= values.is_empty(),
            Filter::Has(..) => {}
            Filter::Term(term) => self.search(vec![term.clone()], query)?,
            Filter::AnyTerm(terms) if terms.len() > VALUES => {
                return Err(StoreError::Misuse(format!("{} terms for one, {VALUES} at most", terms.len())));
            }
            Filter::AnyTerm(terms) => self.search(terms.clone(), query)?,
        }
        Ok(())
    }

    fn search(&mut self, mut terms: Vec<String>, query: &Query) -> Result<(), StoreError> {
        if let Some(kind) = query.kinds.iter().find(|kind| !kind.terms) {
            return Err(StoreError::Misuse(format!("{} has no search terms", kind.name)));
        }
        terms.sort_unstable();
        terms.dedup();
        self.empty |= terms.is_empty();
        if !terms.is_empty() && !self.terms.contains(&terms) {
            self.terms.push(terms);
        }
        Ok(())
    }

    fn bind(&mut self, field: &'static str, values: BTreeSet<Scalar>) {
        match self.equal.iter_mut().find(|(name, _)| *name == field) {
            Some((_, known)) => known.retain(|value| values.contains(value)),
            None => self.equal.push((field, values)),
        }
    }

    /// The values that a field is bound to.
    pub(super) fn values(&self, field: &str) -> Option<Vec<Scalar>> {
        self.equal.iter().find(|(name, _)| *name == field).map(|(_, values)| values.iter().cloned().collect())
    }

    /// True where a field has no value left.
    pub(super) fn contradict(&self) -> bool {
        self.empty || self.equal.iter().any(|(_, values)| values.is_empty())
    }
}

impl Bounds {
    fn check(&self, field: &str) -> Result<(), StoreError> {
        let kind = |bound: &Option<Scalar>| bound.as_ref().map(std::mem::discriminant);
        if matches!((&self.low, &self.high), (Some(Scalar::Bool(_)), _) | (_, Some(Scalar::Bool(_)))) {
            return Err(StoreError::Misuse(format!("{field} between true and false")));
        }
        match (kind(&self.low), kind(&self.high)) {
            (Some(low), Some(high)) if low != high => {
                Err(StoreError::Misuse(format!("{field} between a number and a text")))
            }
            _ => Ok(()),
        }
    }

    /// Takes on another range; false where the two speak of different types.
    pub(super) fn narrow(&mut self, low: Option<&Scalar>, high: Option<&Scalar>) -> bool {
        let all = [self.low.as_ref(), self.high.as_ref(), low, high];
        let types: Vec<_> = all.into_iter().flatten().map(std::mem::discriminant).collect();
        let truth = std::mem::discriminant(&Scalar::Bool(true));
        if types.iter().any(|one| *one == truth || Some(one) != types.first()) {
            return false;
        }
        if low > self.low.as_ref() {
            self.low = low.cloned();
        }
        if high.is_some() && (self.high.is_none() || high < self.high.as_ref()) {
            self.high = high.cloned();
        }
        true
    }

    /// True where no value can lie between the bounds.
    pub(super) fn is_empty(&self) -> bool {
        matches!((&self.low, &self.high), (Some(low), Some(high)) if low > high)
    }

    /// True where a value lies between the bounds. Values of another type than theirs do not.
    pub(in super::super) fn hold(&self, value: &Scalar) -> bool {
        let alike = |bound: &Scalar| std::mem::discriminant(bound) == std::mem::discriminant(value);
        self.low.as_ref().is_none_or(|low| alike(low) && low <= value)
            && self.high.as_ref().is_none_or(|high| alike(high) && high >= value)
    }
}
