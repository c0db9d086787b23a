//! Money: whole numbers of a currency's smallest unit, and nothing else.
//!
//! How many decimals a currency has, ISO 4217 says: none for the yen, two for the euro, three for the dinar. Nothing in
//! this file is a floating-point number.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::{PartialSchema, ToSchema};

/// The largest amount of an invoice, in the smallest unit: what a JSON reader of any make still reads exactly, a
/// thousand times over.
pub const MOST: i64 = 10_000_000_000_000;

/// A currency of ISO 4217 that has a smallest unit; precious metals and test codes have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// By its code, as `EUR`, in capitals.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let known = iso_currency::Currency::from_code(code)?;
        known.exponent().filter(|digits| *digits <= 4).map(|_| Self(known))
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// True where people write this sign for it: `$` for every dollar, `¤` for any currency.
    #[must_use]
    pub fn is_written(self, sign: char) -> bool {
        sign == '¤' || self.0.symbol().symbol.contains(sign)
    }

    /// Decimals of its smallest unit: 2 for cents.
    #[must_use]
    pub fn digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}
impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = String::deserialize(from)?;
        Self::parse(&code).ok_or_else(|| {
            serde::de::Error::custom("invalid value, expected a currency code of ISO 4217 as EUR")
        })
    }
}
impl PartialSchema for Currency {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[A-Z]{3}$"))
            .description(Some("A currency of ISO 4217."))
            .into()
    }
}
impl ToSchema for Currency {
    fn name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }
}

/// The amount in the currency's main unit, as `-1234.50`: digits and a point alone, never rounded.
#[must_use]
pub fn decimal(minor: i64, digits: u32) -> String {
    let (sign, size) = (if minor < 0 { "-" } else { "" }, minor.unsigned_abs());
    let unit = 10_u64.pow(digits);
    match digits {
        0 => format!("{sign}{size}"),
        _ => format!("{sign}{}.{:0width$}", size / unit, size % unit, width = digits as usize),
    }
}

/// Reads `1234.5` as so many of the unit of `digits` decimals; `None` for anything else, for more decimals than there
/// are, and for more than [`MOST`].
#[must_use]
pub fn parse_decimal(text: &str, digits: u32) -> Option<i64> {
    parse_scaled(text, digits, MOST)
}

/// [`parse_decimal`] with a limit of its own.
pub(crate) fn parse_scaled(text: &str, digits: u32, most: i64) -> Option<i64> {
    let (negative, plain) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let part = part.trim_end_matches('0');
    let digit = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 19 || part.len() > digits as usize || !digit(whole) || !digit(part) {
        return None;
    }
    let unit = 10_i64.pow(digits);
    let part: i64 = format!("{part:0<width$}", width = digits as usize).parse().unwrap_or(0);
    let size = whole.parse::<i64>().ok()?.checked_mul(unit)?.checked_add(part)?;
    (size <= most).then_some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn signs_belong_to_their_currencies() {
        for (code, signs) in [
            ("EUR", "€¤"),
            ("USD", "$"),
            ("CAD", "$"),
            ("AUD", "$"),
            ("TWD", "$"),
            ("GBP", "£"),
            ("JPY", "¥"),
            ("CNY", "¥"),
            ("INR", "₹"),
            ("RUB", "₽"),
            ("TRY", "₺"),
            ("KRW", "₩"),
            ("ILS", "₪"),
            ("VND", "₫"),
            ("THB", "฿"),
            ("UAH", "₴"),
            ("NGN", "₦"),
        ] {
            let currency = Currency::parse(code).unwrap();
            for sign in "$£€¥₹₽₺₩₪₫฿₴₦".chars() {
                assert_eq!(currency.is_written(sign), signs.contains(sign), "{code} {sign}");
            }
        }
    }

    #[test]
    fn currencies_have_the_decimals_of_iso_4217() {
        for (code, digits) in [("JPY", 0), ("EUR", 2), ("USD", 2), ("CHF", 2), ("KWD", 3), ("CLF", 4)] {
            assert_eq!(Currency::parse(code).map(Currency::digits), Some(digits), "{code}");
        }
        for none in ["XAU", "XXX", "XTS", "eur", "EURO", "", "E"] {
            assert_eq!(Currency::parse(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_no_plain_amount_is_not_read() {
        for wrong in [
            "",
            ".",
            "-",
            "1,5",
            "1 000",
            "1e3",
            "+1",
            "1.005",
            "--1",
            "1.2.3",
            "١",
            "0x10",
            "10000000000000.01",
        ] {
            assert_eq!(parse_decimal(wrong, 2), None, "{wrong}");
        }
        assert_eq!(parse_decimal("1.50", 1), Some(15));
        assert_eq!(parse_decimal("7.000", 0), Some(7));
    }

    proptest! {
        #[test]
        fn an_amount_is_written_and_read_as_an_independent_decimal_has_it(minor in -MOST..=MOST, digits in 0_u32..=4) {
            let text = decimal(minor, digits);
            prop_assert_eq!(text.parse::<Decimal>().unwrap(), Decimal::new(minor, digits));
            prop_assert_eq!(parse_decimal(&text, digits), Some(minor));
        }
    }
}
