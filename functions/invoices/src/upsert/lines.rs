//! From the amounts that a file gives to lines, tax and total that agree. Pure.
//!
//! Programs write prices with tax or without, the tax of a line or of the invoice, sums before or after a discount. What
//! the total says decides; where nothing fits, the record is refused with the sums.

use crate::model::LineRecord;
use crate::money::Currency;
use crate::price::{PARTS, Price, SentPrice};
use crate::quantity::{ONE, Quantity};
use crate::totals;

/// A row of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) description: String,
    pub(super) quantity: Quantity,
    pub(super) unit_price: Option<Price>,
    /// What it comes to, where the file says it: after a discount, if there was one.
    pub(super) amount: Option<i64>,
    pub(super) tax: Option<i64>,
}

/// An invoice's amounts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) items: Vec<Item>,
    pub(super) tax: i64,
    pub(super) total: i64,
}

/// Finds out what the amounts mean. In a credit they are below zero, however the program writes them.
pub(super) fn settle(
    mut items: Vec<Item>,
    tax_total: Option<i64>,
    total: Option<i64>,
    credit: bool,
) -> Settled {
    // A file of totals alone: the invoice is one line.
    if let ([only], Some(total)) = (items.as_mut_slice(), total)
        && only.unit_price.is_none()
        && only.amount.is_none()
    {
        only.amount = Some(total.saturating_sub(tax_total.or(only.tax).unwrap_or_default()));
    }
    let net = items.iter().filter_map(amount).fold(0, i64::saturating_add);
    let tax = tax_total.unwrap_or_else(|| tax_of(&items, net, total));
    if total == Some(net) && tax != 0 {
        without_tax(&mut items, tax);
    }
    let net = items.iter().filter_map(amount).fold(0, i64::saturating_add);
    let total = total.unwrap_or_else(|| net.saturating_add(tax));
    if credit && net >= 0 && total >= 0 {
        for item in &mut items {
            item.unit_price = item.unit_price.map(|price| Price(-price.0));
            item.amount = item.amount.map(|amount| -amount);
        }
        return Settled { items, tax: -tax, total: -total };
    }
    Settled { items, tax, total }
}

/// What a row comes to.
fn amount(item: &Item) -> Option<i64> {
    item.amount.or_else(|| totals::amount(item.quantity, item.unit_price?))
}

/// Each row has its own tax, and they are added up. Some programs repeat the invoice's tax in every row instead: the total
/// tells.
fn tax_of(items: &[Item], net: i64, total: Option<i64>) -> i64 {
    let taxes: Vec<i64> = items.iter().filter_map(|item| item.tax).collect();
    let sum = taxes.iter().copied().fold(0, i64::saturating_add);
    let Some((first, rest)) = taxes.split_first() else { return 0 };
    let repeated = !rest.is_empty() && rest.iter().all(|tax| tax == first);
    if repeated && total == Some(net.saturating_add(*first)) { *first } else { sum }
}

/// Rows whose amounts contain their tax, as their sum is the total already.
fn without_tax(items: &mut [Item], tax: i64) {
    let known = items.iter().filter_map(|item| item.tax).fold(0, i64::saturating_add);
    let alone = items.len() == 1;
    if known != tax && !alone {
        return;
    }
    for item in items {
        let own = if alone { tax } else { item.tax.unwrap_or_default() };
        item.amount = amount(item).map(|gross| gross.saturating_sub(own));
    }
}

/// Lines whose quantity and price come to their amounts to the last unit.
pub(super) fn lines_of(items: Vec<Item>, currency: Currency) -> Vec<LineRecord> {
    items.into_iter().map(|item| line_of(item, currency)).collect()
}

fn line_of(item: Item, currency: Currency) -> LineRecord {
    let (quantity, price) = match (item.unit_price, item.amount) {
        (Some(price), None) => (item.quantity, price),
        (Some(price), Some(amount)) if totals::amount(item.quantity, price) == Some(amount) => {
            (item.quantity, price)
        }
        (_, amount) => priced(item.quantity, amount.unwrap_or_default()),
    };
    let unit_price = SentPrice::Main(price.decimal(currency.digits()));
    LineRecord { description: item.description, quantity, unit_price, amount: None }
}

/// The quantity with the price at which it comes to `amount`; one of that amount where no price does.
fn priced(quantity: Quantity, amount: i64) -> (Quantity, Price) {
    let one = (Quantity(ONE), Price(amount.saturating_mul(PARTS)));
    if quantity.0 == 0 {
        return one;
    }
    let (exact, count) = (i128::from(amount) * i128::from(ONE) * i128::from(PARTS), i128::from(quantity.0));
    let rounded = (exact.abs() + count.abs() / 2) / count.abs() * exact.signum() * count.signum();
    let price = i64::try_from(rounded).ok().map(Price);
    price
        .filter(|price| totals::amount(quantity, *price) == Some(amount))
        .map_or(one, |price| (quantity, price))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(quantity: &str, price: Option<&str>, amount: Option<i64>, tax: Option<i64>) -> Item {
        Item {
            description: "x".into(),
            quantity: Quantity::parse(quantity).unwrap(),
            unit_price: price.map(|price| Price::parse(price, 2).unwrap()),
            amount,
            tax,
        }
    }

    fn sums(settled: &Settled) -> (i64, i64, i64) {
        let lines = lines_of(settled.items.clone(), Currency::parse("EUR").unwrap());
        let net = lines.iter().map(|line| {
            let price = line.unit_price.price(Currency::parse("EUR").unwrap()).unwrap();
            totals::amount(line.quantity, price).unwrap()
        });
        (net.sum(), settled.tax, settled.total)
    }

    #[test]
    fn taxes_of_rows_are_added_up_unless_the_total_says_that_they_are_one() {
        let rows =
            || vec![item("1", Some("100"), None, Some(1_900)), item("1", Some("100"), None, Some(1_900))];
        assert_eq!(sums(&settle(rows(), None, None, false)), (20_000, 3_800, 23_800));
        assert_eq!(sums(&settle(rows(), None, Some(23_800), false)), (20_000, 3_800, 23_800));
        assert_eq!(sums(&settle(rows(), None, Some(21_900), false)), (20_000, 1_900, 21_900));
        let different =
            vec![item("1", Some("100"), None, Some(1_900)), item("1", Some("100"), None, Some(700))];
        assert_eq!(sums(&settle(different, None, None, false)), (20_000, 2_600, 22_600));
        // What fits nothing stays as it was sent, and is refused with the sums.
        assert_eq!(sums(&settle(rows(), None, Some(99), false)), (20_000, 3_800, 99));
    }

    #[test]
    fn prices_with_tax_lose_it_where_the_total_shows_that_they_have_it() {
        let gross =
            vec![item("2", Some("59.50"), None, Some(1_900)), item("1", None, Some(1_190), Some(190))];
        assert_eq!(sums(&settle(gross, Some(2_090), Some(13_090), false)), (11_000, 2_090, 13_090));
        let alone = vec![item("1", Some("119"), None, None)];
        assert_eq!(sums(&settle(alone, Some(1_900), Some(11_900), false)), (10_000, 1_900, 11_900));
    }

    #[test]
    fn a_discount_and_a_total_alone_become_lines() {
        let discounted = settle(vec![item("2", Some("100"), Some(18_000), None)], None, None, false);
        assert_eq!(sums(&discounted), (18_000, 0, 18_000));
        let alone = settle(vec![item("1", None, None, None)], Some(1_900), Some(11_900), false);
        assert_eq!(sums(&alone), (10_000, 1_900, 11_900));
    }

    #[test]
    fn a_credit_is_below_zero_however_it_is_written() {
        let rows = |price| vec![item("1", Some(price), None, None)];
        assert_eq!(sums(&settle(rows("100"), Some(1_900), Some(11_900), true)), (-10_000, -1_900, -11_900));
        assert_eq!(
            sums(&settle(rows("-100"), Some(-1_900), Some(-11_900), true)),
            (-10_000, -1_900, -11_900)
        );
    }

    proptest! {
        #[test]
        fn a_line_always_comes_to_its_amount(quantity in -99_999_999_999_i64..99_999_999_999, amount in -99_999_999_i64..99_999_999) {
            let (quantity, price) = priced(Quantity(quantity), amount);
            prop_assert_eq!(totals::amount(quantity, price), Some(amount));
        }
    }
}
