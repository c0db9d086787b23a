//! What the columns of a file of invoices mean, in English, German and Spanish, and by the programs that write them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use spreadsheet::fold;
use utoipa::ToSchema;

use super::layout::Layout;
use super::names::NAMES;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = InvoiceColumn)]
pub(crate) enum Column {
    /// What people call the invoice.
    Number,
    /// The company's name or id.
    Company,
    /// Its status.
    Status,
    /// What kind of document it is: an invoice or a credit note.
    Kind,
    /// Its day.
    Issued,
    /// The last day on which it is paid in time.
    Due,
    /// The day of its payment.
    Paid,
    /// Its currency.
    Currency,
    /// What a line is for.
    Description,
    /// How many.
    Quantity,
    /// The price of one.
    UnitPrice,
    /// What a line comes to, without tax.
    Amount,
    /// The tax of a line.
    Tax,
    /// The tax of the invoice.
    TaxTotal,
    /// The total of the invoice, with tax.
    Total,
    /// What is still to be paid of it.
    Balance,
    /// A word to the client.
    Note,
    /// Where it can be paid.
    PayLink,
    /// What the sending system calls it.
    ExternalId,
}

/// Columns whose cells are numbers.
pub(super) const NUMBERS: [Column; 7] = [
    Column::Quantity,
    Column::UnitPrice,
    Column::Amount,
    Column::Tax,
    Column::TaxTotal,
    Column::Total,
    Column::Balance,
];
/// Columns whose cells are days.
pub(super) const DAYS: [Column; 3] = [Column::Issued, Column::Due, Column::Paid];

/// Which column means what: meaning → place in the head.
pub(crate) type Columns = BTreeMap<Column, usize>;

/// What the columns of this head mean, by their names, in a file of that program.
pub(super) fn guess(head: &[String], layout: Option<Layout>) -> Columns {
    let mut found = spreadsheet::guess(head, &NAMES);
    let named = |place: usize, names: &[&str]| {
        head.get(place).is_some_and(|name| names.contains(&fold(name).as_str()))
    };
    // “Amount” beside what describes a line is what the line comes to; alone it is the invoice's total.
    let amount = (0..head.len()).find(|place| named(*place, &["amount", "betrag", "importe"]));
    let described = matches!(layout, None | Some(Layout::Portal)) && found.contains_key(&Column::Description);
    let of_lines =
        described || found.contains_key(&Column::Quantity) || found.contains_key(&Column::UnitPrice);
    if let Some(place) = amount.filter(|_| !found.contains_key(&Column::Amount)) {
        if of_lines && found.get(&Column::Total) == Some(&place) {
            found.remove(&Column::Total);
        }
        if !found.values().any(|taken| *taken == place) {
            found.insert(Column::Amount, place);
        }
    }
    match layout {
        // Its subtotal is that before discounts: what is to be paid follows from total and tax.
        Some(Layout::Stripe) => drop(found.remove(&Column::Amount)),
        // Only the accounts of a posting say what debit and credit mean.
        Some(Layout::Datev) => {
            found.remove(&Column::Kind);
            found.remove(&Column::Status);
        }
        // The balance of its reports is that of the client, not of the invoice.
        Some(Layout::Quickbooks)
            if found.get(&Column::Balance).is_some_and(|at| named(*at, &["balance"])) =>
        {
            found.remove(&Column::Balance);
        }
        _ => {}
    }
    // Its reports name the customer in a line above the rows, in a column without a name.
    if layout == Some(Layout::Quickbooks)
        && !found.contains_key(&Column::Company)
        && head.first().is_some_and(|name| name.trim().is_empty())
    {
        found.insert(Column::Company, 0);
    }
    found
}

/// How many columns of this head are known.
pub(super) fn known(head: &[String]) -> usize {
    spreadsheet::guess(head, &NAMES).len()
}

/// What a file needs that these columns do not have. An invoice without a currency takes the one that was chosen.
pub(super) fn missing(columns: &Columns, currency_chosen: bool) -> Vec<Column> {
    let mut missing: Vec<Column> = [Column::Number, Column::Company, Column::Issued]
        .into_iter()
        .filter(|one| !columns.contains_key(one))
        .collect();
    if !currency_chosen && !columns.contains_key(&Column::Currency) {
        missing.push(Column::Currency);
    }
    let priced = [Column::UnitPrice, Column::Amount, Column::Total];
    if !priced.iter().any(|column| columns.contains_key(column)) {
        missing.push(Column::UnitPrice);
    }
    missing
}

/// The column's name in our own files, and of its field where something is wrong with it.
pub(super) fn name(column: Column) -> String {
    serde_json::to_value(column).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_names_are_known_and_no_name_means_two_things() {
        let own = NAMES.map(|(column, _)| name(column));
        let own: Vec<String> = own.into_iter().filter(|name| name != "kind").collect();
        let found = guess(&own, None);
        for (place, name_of) in own.iter().enumerate() {
            let (column, _) =
                found.iter().find(|(_, at)| **at == place).unwrap_or_else(|| panic!("{name_of}"));
            assert_eq!(&name(*column), name_of);
        }
        let mut all: Vec<String> =
            NAMES.iter().flat_map(|(_, names)| names.iter().map(|name| fold(name))).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "a name is listed twice");
    }

    #[test]
    fn an_amount_is_of_the_line_beside_a_quantity_and_else_of_the_invoice() {
        let of = |head: &str| guess(&head.split(';').map(str::to_owned).collect::<Vec<_>>(), None);
        assert_eq!(of("Num;Qty;Amount").get(&Column::Amount), Some(&2));
        assert_eq!(of("Num;Amount").get(&Column::Total), Some(&1));
        assert_eq!(of("Nummer;Menge;Betrag;Gesamtbetrag").get(&Column::Total), Some(&3));
    }
}
