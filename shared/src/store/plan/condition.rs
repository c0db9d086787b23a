//! Conditions checked on a document itself.

use super::super::field::{self, Field};
use super::super::{Filter, RawDocument, Scalar, StoreError};
use super::Bounds;

/// Conditions over fields that are read together. Search terms are not among them: documents do not give them back.
pub(in super::super) struct Matcher {
    names: Vec<&'static str>,
    filters: Vec<(usize, Filter)>,
}

impl Matcher {
    /// All of these must hold.
    pub(in super::super) fn new<'a>(filters: impl IntoIterator<Item = &'a Filter>) -> Self {
        let mut matcher = Self { names: vec![], filters: vec![] };
        for filter in filters {
            let (Filter::Eq(name, _)
            | Filter::OneOf(name, _)
            | Filter::Range(name, _, _)
            | Filter::Has(name, _)
            | Filter::HasOneOf(name, _)) = filter
            else {
                continue;
            };
            let place = matcher.names.iter().position(|known| known == name).unwrap_or_else(|| {
                matcher.names.push(name);
                matcher.names.len() - 1
            });
            matcher.filters.push((place, filter.clone()));
        }
        matcher
    }

    /// True where no condition is left.
    pub(in super::super) fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// True where the document fulfils all conditions.
    pub(in super::super) fn holds(&self, document: &RawDocument) -> Result<bool, StoreError> {
        if self.is_empty() {
            return Ok(true);
        }
        let fields = field::fields(document, &self.names)?;
        Ok(self
            .filters
            .iter()
            .all(|(place, filter)| fields.get(*place).is_some_and(|field| holds(filter, field))))
    }
}

fn holds(filter: &Filter, field: &Field) -> bool {
    let one = |test: &dyn Fn(&Scalar) -> bool| matches!(field, Field::One(value) if test(value));
    match filter {
        Filter::Eq(_, wanted) => one(&|value| value == wanted),
        Filter::OneOf(_, wanted) => one(&|value| wanted.contains(value)),
        Filter::Range(_, None, None) => true,
        Filter::Range(_, low, high) => {
            one(&|value| Bounds { low: low.clone(), high: high.clone() }.hold(value))
        }
        Filter::Has(_, wanted) => matches!(field, Field::Many(values) if values.contains(wanted)),
        Filter::HasOneOf(_, wanted) => {
            matches!(field, Field::Many(values) if values.iter().any(|value| wanted.contains(value)))
        }
        Filter::Term(_) | Filter::AnyTerm(_) => true,
    }
}
