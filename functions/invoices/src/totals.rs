//! The sums of an invoice, checked against its lines.

use crate::money::MOST;
use crate::price::{PARTS, Price};
use crate::quantity::{ONE, Quantity};

/// What a line comes to: quantity × unit price, rounded once, half away from zero, to the smallest unit, as invoices are
/// by custom. `None` where that is more than any invoice may have.
#[must_use]
pub fn amount(quantity: Quantity, unit_price: Price) -> Option<i64> {
    let exact = i128::from(quantity.0) * i128::from(unit_price.0);
    let one = i128::from(ONE) * i128::from(PARTS);
    let rounded = (exact.abs() + one / 2) / one * exact.signum();
    i64::try_from(rounded).ok().filter(|amount| amount.abs() <= MOST)
}

/// The sum of amounts; `None` where it is more than any invoice may have.
#[must_use]
pub fn sum(amounts: impl IntoIterator<Item = i64>) -> Option<i64> {
    let total: i128 = amounts.into_iter().map(i128::from).sum();
    i64::try_from(total).ok().filter(|total| total.abs() <= MOST)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::{Decimal, RoundingStrategy};

    use super::*;
    use crate::money::Currency;

    /// Every currency of the table with its decimals.
    fn currencies() -> Vec<Currency> {
        let letters = || b'A'..=b'Z';
        let mut found = Vec::new();
        for a in letters() {
            for b in letters() {
                for c in letters() {
                    let code = String::from_utf8(vec![a, b, c]).unwrap();
                    found.extend(Currency::parse(&code));
                }
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn totals_are_those_of_an_independent_decimal_computation_in_every_currency(
            lines in prop::collection::vec((-9_999_999_999_i64..9_999_999_999, -999_999_999_999_i64..999_999_999_999), 1..40),
            tax in 0_i64..99_999_999,
        ) {
            for currency in currencies() {
                let digits = currency.digits();
                let mut independent = Decimal::new(tax, digits);
                let mut amounts = Vec::new();
                for (quantity, price) in &lines {
                    let exact = Decimal::new(*quantity, 6) * Decimal::new(*price, digits + 4);
                    let line = exact.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
                    let ours = amount(Quantity(*quantity), Price(*price)).unwrap();
                    prop_assert_eq!(Decimal::new(ours, digits), line);
                    independent += line;
                    amounts.push(ours);
                }
                let ours = sum(amounts.into_iter().chain([tax])).unwrap();
                prop_assert_eq!(Decimal::new(ours, digits), independent);
            }
        }
    }

    #[test]
    fn prices_finer_than_a_cent_are_rounded_once_per_line() {
        let line =
            |quantity, price| amount(Quantity::parse(quantity).unwrap(), Price::parse(price, 2).unwrap());
        assert_eq!(line("1", "0.175"), Some(18));
        assert_eq!(line("1", "-0.175"), Some(-18));
        assert_eq!(line("1000", "0.175"), Some(17_500));
        assert_eq!(line("3", "0.333333"), Some(100));
        assert_eq!(line("1", "0.0049"), Some(0));
    }

    #[test]
    fn there_are_currencies_of_none_two_three_and_four_decimals() {
        let digits: std::collections::BTreeSet<u32> =
            currencies().into_iter().map(Currency::digits).collect();
        assert!([0, 2, 3, 4].iter().all(|each| digits.contains(each)), "{digits:?}");
        assert!(currencies().len() > 150);
    }

    #[test]
    fn half_a_cent_goes_away_from_zero_and_too_much_is_nothing() {
        let half = Quantity::parse("0.5").unwrap();
        let of = |minor| amount(half, Price::of_minor(minor).unwrap());
        assert_eq!((of(1), of(-1), of(3)), (Some(1), Some(-1), Some(2)));
        assert_eq!(amount(Quantity(MOST), Price::of_minor(MOST).unwrap()), None);
        assert_eq!(sum([MOST, 1]), None);
    }
}
