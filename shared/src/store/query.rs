//! Queries as data: what an area may ask of the store, and the indexes that serve it.
//!
//! An area declares its kinds with their indexes; from these come SQLite's index rows, Cosmos's indexing policy
//! and the test that no query of the program is left without an index.

use serde::{Deserialize, Serialize};

/// Whose documents a kind holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Each document belongs to one client company: a client's scope sees its own company's alone.
    Company,
    /// Documents of the tenant as a whole (settings, counters, staff's texts).
    Tenant,
    /// Documents of the tenant that name in their field `shown_to` who may read them, see [`crate::targets::Targets`]:
    /// a client's scope sees those for its own company or for all, and changes none.
    Targeted,
}

/// A kind of document: its name, its reach and the ways in which it is looked up.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The value of the document's `kind`.
    pub name: &'static str,
    /// Whose documents these are.
    pub reach: Reach,
    /// The declared look-ups.
    pub indexes: &'static [Index],
    /// Fields that queries may also filter on while they walk an index.
    pub residual: &'static [&'static str],
    /// True where documents carry search terms.
    pub terms: bool,
}

/// One declared look-up: all of `by` equal, `each` contained, in the order of `order` and then id.
///
/// Names are top-level fields of the document's data, or one of the envelope's: `company`, `created_at`,
/// `updated_at`, `id`.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    /// Fields that a query must bind with [`Filter::Eq`] or [`Filter::OneOf`].
    pub by: &'static [&'static str],
    /// An array field of which a query must bind elements with [`Filter::Has`] or [`Filter::HasOneOf`].
    pub each: Option<&'static str>,
    /// The field that orders the answer: a string or an integer in every document.
    pub order: &'static str,
}

/// A value that a filter compares with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// True or false.
    Bool(bool),
    /// A whole number within ±2⁵³: beyond, Cosmos would round it.
    Int(i64),
    /// Text, compared by its UTF-8 bytes.
    Text(String),
}

impl From<&str> for Scalar {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Scalar {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<i64> for Scalar {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}
impl From<bool> for Scalar {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

/// One condition. All conditions of a query hold together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The field equals the value. A missing field equals nothing.
    Eq(&'static str, Scalar),
    /// The field equals one of the values (at most 20; none match where there is none).
    OneOf(&'static str, Vec<Scalar>),
    /// The field lies between the bounds, both included and of one type, text or number; for the order field or a
    /// residual one. Without any bound it is no condition.
    Range(&'static str, Option<Scalar>, Option<Scalar>),
    /// The array field holds the value.
    Has(&'static str, Scalar),
    /// The array field holds at least one of the values (at most 20; nothing matches where there is none).
    HasOneOf(&'static str, Vec<Scalar>),
    /// The document's search terms hold this one; see [`super::terms`].
    Term(String),
    /// The document's search terms hold at least one of these; nothing matches where there is none.
    AnyTerm(Vec<String>),
}

/// Which way an answer is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}

/// Where a page ended: the last document's order value and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Value of the order field.
    pub key: Scalar,
    /// Id of the document, the tie-breaker.
    pub id: String,
}

/// A question to one partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The kinds asked for: nearly always one.
    pub kinds: Vec<&'static Kind>,
    /// All must hold.
    pub filters: Vec<Filter>,
    /// The field that sorts the answer; ties by id, same direction.
    pub order: &'static str,
    /// Which way.
    pub direction: Direction,
    /// At most this many documents, 1 to 1,000.
    pub limit: u32,
    /// Go on behind this place.
    pub after: Option<Position>,
}

impl Query {
    /// All documents of `kind` by `order`, largest first, 100 at most.
    #[must_use]
    pub fn of(kind: &'static Kind, order: &'static str) -> Self {
        Self {
            kinds: vec![kind],
            filters: vec![],
            order,
            direction: Direction::Desc,
            limit: 100,
            after: None,
        }
    }

    /// Also asks for another kind.
    #[must_use]
    pub fn and_kind(mut self, kind: &'static Kind) -> Self {
        self.kinds.push(kind);
        self
    }

    /// Smallest first.
    #[must_use]
    pub fn ascending(mut self) -> Self {
        self.direction = Direction::Asc;
        self
    }

    /// Adds a condition.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    /// Adds `field = value`.
    #[must_use]
    pub fn eq(self, field: &'static str, value: impl Into<Scalar>) -> Self {
        self.filter(Filter::Eq(field, value.into()))
    }

    /// Adds `field` holds `value`.
    #[must_use]
    pub fn has(self, field: &'static str, value: impl Into<Scalar>) -> Self {
        self.filter(Filter::Has(field, value.into()))
    }

    /// Sets the page's size.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    /// Goes on behind `position`.
    #[must_use]
    pub fn after(mut self, position: Option<Position>) -> Self {
        self.after = position;
        self
    }
}
