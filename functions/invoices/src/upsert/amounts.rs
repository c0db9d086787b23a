//! Amounts of an invoice in a file, read cell by cell.

use shared::http::clean_line;
use shared::problem::Fields;
use spreadsheet::{Beside, DecimalMark, currency_of, plain};

use super::booked::Booked;
use super::cells::{Cells, quoted};
use super::columns::{Column, name};
use super::lines::{Item, settle};
use super::words::{Kind, kind};
use crate::money::{Currency, decimal, parse_decimal};
use crate::price::Price;
use crate::quantity::{ONE, Quantity};
use crate::status::Status;

/// Amounts of an invoice.
pub(super) struct Sums<'a> {
    pub(super) cells: &'a Cells<'a>,
    pub(super) currency: Currency,
    /// True where a mistake must say in which row it stands.
    pub(super) several: bool,
}

impl Sums<'_> {
    /// The amounts and the status of an invoice whose rows are its lines.
    pub(super) fn listed(&self, rows: &[usize], number: &str, wrong: &mut Fields) -> Booked {
        let mut credit = false;
        match kind(&self.cells.common(rows, Column::Kind, wrong)) {
            Kind::Invoice => {}
            Kind::Credit => credit = true,
            Kind::Other => wrong.add("kind", "This row is no invoice and no credit note."),
        }
        let items: Vec<Item> = rows.iter().filter_map(|row| self.item(*row, number, wrong)).collect();
        let tax_total = self.common(rows, Column::TaxTotal, wrong);
        let total = self.common(rows, Column::Total, wrong);
        let (word, status) = self.status(rows, wrong);
        credit |= status == Some(Status::Credit);
        let settled = settle(items, tax_total, total, credit);
        let standing = self.standing(rows, (&word, status), settled.total, wrong);
        let open = matches!(standing.status, Status::Sent | Status::Overdue);
        let status = if credit && open { Status::Credit } else { standing.status };
        Booked {
            settled,
            status,
            paid_on: standing.paid_on,
            notices: standing.notices,
            days_of: rows.to_vec(),
        }
    }

    /// An amount that stands outside the known columns; `None` where it is no number.
    pub(super) fn amount(&self, text: &str) -> Option<i64> {
        parse_decimal(&plain(text, self.cells.mark)?, self.currency.digits())
    }

    /// A cell as an amount, read by `parse`; `None` where it is empty or wrong.
    fn read<T>(
        &self,
        row: usize,
        column: Column,
        wrong: &mut Fields,
        parse: impl Fn(&str) -> Option<T>,
        expected: impl Fn() -> String,
    ) -> Option<T> {
        let text = self.cells.text(row, column);
        if text.is_empty() {
            return None;
        }
        let read = plain(text, self.cells.mark).as_deref().and_then(parse);
        let place = || if self.several { format!("Row {}: ", self.cells.line(row)) } else { String::new() };
        if read.is_none() {
            wrong.add(name(column), format!("{}{} is no {}.", place(), quoted(text), expected()));
        } else if self.is_foreign(text) {
            let code = self.currency.code();
            wrong.add(
                name(column),
                format!("{}{} is not in {code}, the invoice's currency.", place(), quoted(text)),
            );
            return None;
        }
        read
    }

    /// True for an amount that names another currency than the invoice's.
    fn is_foreign(&self, text: &str) -> bool {
        let Beside { sign, code } = currency_of(text).unwrap_or_default();
        code.is_some_and(|code| code != self.currency.code())
            || sign.is_some_and(|sign| !self.currency.is_written(sign))
    }

    pub(super) fn money(&self, row: usize, column: Column, wrong: &mut Fields) -> Option<i64> {
        let digits = self.currency.digits();
        let sample = || format!("amount as {}", self.written(decimal(1_250 * 10_i64.pow(digits), digits)));
        self.read(row, column, wrong, |text| parse_decimal(text, digits), sample)
    }

    /// A number as the file writes it.
    pub(super) fn written(&self, number: String) -> String {
        match self.cells.mark {
            DecimalMark::Point => number,
            DecimalMark::Comma => number.replace('.', ","),
        }
    }

    pub(super) fn common(&self, rows: &[usize], column: Column, wrong: &mut Fields) -> Option<i64> {
        let text = self.cells.common(rows, column, wrong);
        let row = rows.iter().copied().find(|row| self.cells.text(*row, column) == text)?;
        self.money(row, column, wrong)
    }

    fn item(&self, row: usize, number: &str, wrong: &mut Fields) -> Option<Item> {
        let before = wrong.0.len();
        let digits = self.currency.digits();
        let quantity =
            self.read(row, Column::Quantity, wrong, Quantity::parse, || "quantity as 1.5".to_owned());
        let price_as = || format!("amount as {}", self.written(decimal(1_250 * 10_i64.pow(digits), digits)));
        let unit_price =
            self.read(row, Column::UnitPrice, wrong, |text| Price::parse(text, digits), price_as);
        let amount = self.money(row, Column::Amount, wrong);
        let tax = self.money(row, Column::Tax, wrong);
        if wrong.0.len() > before {
            return None;
        }
        let total = !self.cells.text(row, Column::Total).is_empty();
        if unit_price.is_none() && amount.is_none() && !total {
            wrong.add("unit_price", "Please fill this in.");
            return None;
        }
        let described = clean_line(self.cells.text(row, Column::Description));
        let description = if described.is_empty() { number.to_owned() } else { described };
        Some(Item { description, quantity: quantity.unwrap_or(Quantity(ONE)), unit_price, amount, tax })
    }
}
