//! How many: an exact decimal with at most six places, kept as a whole number of millionths.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::money::parse_decimal;

/// Decimals of a quantity.
const DIGITS: u32 = 6;
/// Millionths in one.
pub(crate) const ONE: i64 = 1_000_000;

/// A quantity; on the wire a text as `1.5`, or a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(pub(crate) i64);

impl Quantity {
    /// Reads `1.5`; `None` for anything else and for more than ten million.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        parse_decimal(text, DIGITS).map(Self)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = crate::money::decimal(self.0, DIGITS);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Whole(i64),
            Text(String),
        }
        let text = match Form::deserialize(from) {
            Ok(Form::Whole(number)) => number.to_string(),
            Ok(Form::Text(text)) => text,
            Err(error) if error.to_string().starts_with("missing field") => return Err(error),
            // A float has lost what it meant before it came here.
            Err(_) => String::new(),
        };
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom("invalid value, expected a text as \"1.5\" or a whole number")
        })
    }
}

impl PartialSchema for Quantity {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^-?[0-9]+([.][0-9]{1,6})?$"))
            .description(Some("An exact decimal of at most six places."))
            .into()
    }
}
impl ToSchema for Quantity {
    fn name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_reads_back_as_it_was_written() {
        for (text, shown) in
            [("1.5", "1.5"), ("10", "10"), ("0.000001", "0.000001"), ("-2.50", "-2.5"), ("100.0", "100")]
        {
            assert_eq!(Quantity::parse(text).unwrap().to_string(), shown);
        }
        assert_eq!(serde_json::from_str::<Quantity>("3").unwrap(), Quantity(3 * ONE));
        assert_eq!(serde_json::to_string(&Quantity(ONE / 4)).unwrap(), "\"0.25\"");
        for wrong in ["1.5", "null", "\"1,5\"", "\"0.0000001\"", "true", "[]"] {
            assert!(serde_json::from_str::<Quantity>(wrong).is_err(), "{wrong}");
        }
    }
}
