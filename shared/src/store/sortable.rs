//! For `#[serde(with = "sortable")]`: a moment with nine digits of fraction, so that the order of texts is the order of
//! time and indexes can compare it.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serializer};

/// Writes it.
///
/// Errors: those of the serializer.
pub fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("{at:.9}"))
}

/// Reads it.
///
/// Errors: those of the deserializer.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    Timestamp::deserialize(from)
}
