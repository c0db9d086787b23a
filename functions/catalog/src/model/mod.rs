//! The nouns: items, the versions of their forms, requests, and how many wait.

mod field;
mod icon;
mod item;
mod request;
mod waiting;

pub(crate) use field::{Field, FieldType, Limits, ShowIf};
pub(crate) use icon::Icon;
pub(crate) use item::{Draft, FORM, FormVersion, ITEM, Item, Stage};
pub(crate) use request::{Asked, Decision, NewRequest, REQUEST, Request, Status};
pub(crate) use waiting::{WAITING, Waiting};

/// A moment, kept so that text order is time order.
mod sortable {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{at:.9}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::deserialize(from)
    }
}
