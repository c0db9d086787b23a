//! The price of one: exact, and finer than the currency's smallest unit where it has to be, as for a kilowatt-hour or a
//! text message.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::money::{Currency, MOST, decimal, parse_scaled};

/// Decimals of a price beyond those of its currency.
const FINER: u32 = 4;
/// Parts of the smallest unit in which a price is counted.
pub(crate) const PARTS: i64 = 10_000;

/// A price, counted in ten-thousandths of the currency's smallest unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price(pub(crate) i64);

impl Price {
    /// A whole number of the smallest unit; `None` above [`MOST`].
    #[must_use]
    pub fn of_minor(minor: i64) -> Option<Self> {
        (minor.unsigned_abs() <= MOST.unsigned_abs()).then(|| Self(minor * PARTS))
    }

    /// Reads `0.175` of the main unit of a currency with so many decimals; `None` for more than four decimals beyond them.
    #[must_use]
    pub fn parse(text: &str, digits: u32) -> Option<Self> {
        parse_scaled(text, digits + FINER, MOST * PARTS).map(Self)
    }

    /// The price in the main unit, with the currency's decimals and as many more as it needs: `89.00`, `0.175`.
    #[must_use]
    pub fn decimal(self, digits: u32) -> String {
        let mut text = decimal(self.0, digits + FINER);
        for _ in 0..FINER {
            if text.ends_with('0') {
                text.pop();
            }
        }
        if text.ends_with('.') {
            text.pop();
        }
        text
    }
}

/// As kept: a whole number of the smallest unit, or a text where that would not be exact.
impl Serialize for Price {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0 % PARTS == 0 { to.serialize_i64(self.0 / PARTS) } else { to.collect_str(&self.decimal(0)) }
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let price = match SentPrice::deserialize(from)? {
            SentPrice::Minor(minor) => Self::of_minor(minor),
            SentPrice::Main(text) => Self::parse(&text, 0),
        };
        price.ok_or_else(|| serde::de::Error::custom("invalid value, expected a price"))
    }
}

/// A price as it is sent: what the number counts depends on its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum SentPrice {
    /// A whole number of the currency's smallest unit.
    Minor(i64),
    /// A decimal of the main unit.
    Main(String),
}

impl SentPrice {
    /// The price in that currency; `None` where it is no number, too fine or too much.
    pub(crate) fn price(&self, currency: Currency) -> Option<Price> {
        match self {
            Self::Minor(minor) => Price::of_minor(*minor),
            Self::Main(text) => Price::parse(text, currency.digits()),
        }
    }

    /// What is expected.
    pub(crate) fn expected(currency: Currency) -> String {
        let digits = currency.digits();
        let sample = Price(1_750 * 10_i64.pow(digits)).decimal(digits);
        format!(
            "Give a price as \"{sample}\" with at most {} decimals, or a whole number of the smallest unit.",
            digits + FINER
        )
    }
}

impl<'de> Deserialize<'de> for SentPrice {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Minor(i64),
            Main(String),
        }
        match Form::deserialize(from) {
            Ok(Form::Minor(minor)) => Ok(Self::Minor(minor)),
            Ok(Form::Main(text)) => Ok(Self::Main(text)),
            Err(error) if error.to_string().starts_with("missing field") => Err(error),
            // A float has lost what it meant before it came here.
            Err(_) => Err(serde::de::Error::custom(
                "invalid value, expected a text as \"0.175\" in the main unit or a whole number of the smallest unit",
            )),
        }
    }
}

impl PartialSchema for SentPrice {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^-?[0-9]+([.][0-9]{1,8})?$"))
            .description(Some("Of the main unit, with at most four decimals more than the currency has."));
        let whole =
            ObjectBuilder::new().schema_type(Type::Integer).description(Some("Of the smallest unit."));
        OneOfBuilder::new().item(text).item(whole).into()
    }
}
impl ToSchema for SentPrice {
    fn name() -> std::borrow::Cow<'static, str> {
        "SentPrice".into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_price_is_shown_with_the_decimals_that_it_needs() {
        for (text, digits, shown) in [
            ("0.175", 2, "0.175"),
            ("89", 2, "89.00"),
            ("89.5", 2, "89.50"),
            ("0.000001", 2, "0.000001"),
            ("-1.5", 0, "-1.5"),
            ("100", 0, "100"),
            ("7", 3, "7.000"),
        ] {
            assert_eq!(Price::parse(text, digits).unwrap().decimal(digits), shown);
        }
        for wrong in ["0.0000001", "1,5", "", "1e3", "0.1.1", "100000000000.01"] {
            assert_eq!(Price::parse(wrong, 2), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_kept_as_a_whole_number_is_read_and_written_as_one() {
        let kept: Price = serde_json::from_str("8900").unwrap();
        assert_eq!(kept, Price::parse("89.00", 2).unwrap());
        assert_eq!(serde_json::to_string(&kept).unwrap(), "8900");
        let fine = Price::parse("0.175", 2).unwrap();
        assert_eq!(serde_json::to_string(&fine).unwrap(), "\"17.5\"");
        assert_eq!(serde_json::from_str::<Price>("\"17.5\"").unwrap(), fine);
    }

    #[test]
    fn no_float_is_a_price() {
        for wrong in ["0.175", "1e2", "null", "true", "[]"] {
            assert!(serde_json::from_str::<SentPrice>(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_price_comes_back_as_it_was_kept_and_shown(parts in -100_000_000_000_000_000_i64..=100_000_000_000_000_000, digits in 0_u32..=4) {
            let price = Price(parts);
            let kept = serde_json::to_string(&price).unwrap();
            prop_assert!(!kept.contains('.') || kept.starts_with('"'), "never a float: {}", kept);
            prop_assert_eq!(serde_json::from_str::<Price>(&kept).unwrap(), price);
            let shown = price.decimal(digits);
            prop_assert_eq!(shown.parse::<Decimal>().unwrap(), Decimal::new(parts, digits + FINER));
            prop_assert_eq!(Price::parse(&shown, digits), Some(price));
        }
    }
}
