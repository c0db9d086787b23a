//! The rows of one invoice as a record. Amounts are read with the file's decimal mark, never guessed cell by cell.

use jiff::civil::Date;
use shared::http::clean_line;
use shared::id::CompanyId;
use shared::problem::Fields;
use spreadsheet::{Beside, DecimalMark, Table, currency_of, plain};

use super::columns::{Column, Columns, name};
use super::days::{self, DayOrder};
use super::layout::Period;
use super::lines::{Item, lines_of, settle};
use super::words::{Kind, answer, kind, status};
use crate::model::InvoiceRecord;
use crate::money::{Currency, decimal, parse_decimal};
use crate::price::Price;
use crate::quantity::{ONE, Quantity};
use crate::status::Status;

/// Letters of a wrong cell that are repeated to the reader.
const SHOWN_LETTERS: usize = 30;

/// A file, and how its cells are read.
pub(super) struct Cells<'a> {
    pub(super) table: &'a Table,
    pub(super) columns: &'a Columns,
    pub(super) mark: DecimalMark,
    pub(super) days: DayOrder,
    /// For invoices without one.
    pub(super) currency: Option<Currency>,
    pub(super) period: Option<Period>,
}

impl Cells<'_> {
    /// A cell of the row at `place`; empty where there is none.
    pub(super) fn text(&self, place: usize, column: Column) -> &str {
        self.columns.get(&column).map_or("", |at| self.table.cell(place, *at)).trim()
    }

    /// The line of the row at `place`.
    pub(super) fn line(&self, place: usize) -> u64 {
        self.table.rows.get(place).map_or(0, |row| row.line)
    }

    /// The one value that the rows of an invoice have; those without one say nothing.
    fn common(&self, rows: &[usize], column: Column, wrong: &mut Fields) -> String {
        let mut values = rows.iter().map(|row| self.text(*row, column)).filter(|text| !text.is_empty());
        let first = values.next().unwrap_or_default();
        if let Some(other) = values.find(|other| *other != first) {
            wrong.add(
                name(column),
                format!("The rows of this invoice disagree: {} and {}.", quoted(first), quoted(other)),
            );
        }
        first.to_owned()
    }

    /// The record that an invoice's rows describe; what is wrong is added.
    pub(super) fn record(
        &self,
        rows: &[usize],
        company: Option<&CompanyId>,
        wrong: &mut Fields,
    ) -> Option<InvoiceRecord> {
        self.unreadable(rows, wrong);
        let number = clean_line(&self.common(rows, Column::Number, wrong));
        let code = self.common(rows, Column::Currency, wrong).to_uppercase();
        let known = if code.is_empty() { self.currency } else { Currency::parse(&code) };
        let Some(currency) = known else {
            wrong.add("currency", "Give a currency of ISO 4217, as EUR.");
            return None;
        };
        let mut credit = false;
        match kind(&self.common(rows, Column::Kind, wrong)) {
            Kind::Invoice => {}
            Kind::Credit => credit = true,
            Kind::Other => wrong.add("kind", "This row is no invoice and no credit note."),
        }
        let sums = Sums { cells: self, currency, several: rows.len() > 1 };
        let items: Vec<Item> = rows.iter().filter_map(|row| sums.item(*row, &number, wrong)).collect();
        let tax_total = sums.common(rows, Column::TaxTotal, wrong);
        let total = sums.common(rows, Column::Total, wrong);
        let (mut status, paid_on) = self.standing(rows, total, currency, wrong);
        credit |= status == Status::Credit;
        let settled = settle(items, tax_total, total, credit);
        if credit && matches!(status, Status::Sent | Status::Overdue) {
            status = Status::Credit;
        }
        let issued = self.day(rows, Column::Issued, wrong);
        let due_on = self.day(rows, Column::Due, wrong);
        if issued.is_none() {
            wrong.add("issued", "Please fill this in.");
        }
        let some = |text: String| (!text.is_empty()).then_some(text);
        let note = some(self.common(rows, Column::Note, wrong));
        let pay_link = some(self.common(rows, Column::PayLink, wrong));
        let external_id = some(clean_line(&self.common(rows, Column::ExternalId, wrong)));
        let company = company?.clone();
        Some(InvoiceRecord {
            external_id: external_id.unwrap_or_else(|| format!("{company}/{number}")),
            number,
            company,
            status,
            issued_on: issued?,
            due_on,
            paid_on,
            currency,
            lines: lines_of(settled.items, currency),
            subtotal: None,
            tax: settled.tax,
            total: settled.total,
            note,
            pay_link,
        })
    }

    /// Letters that could not be decoded are named where they stand: written, they would be lost for good.
    fn unreadable(&self, rows: &[usize], wrong: &mut Fields) {
        for row in rows {
            for column in self.columns.keys() {
                let text = self.text(*row, *column);
                if text.contains(char::REPLACEMENT_CHARACTER) {
                    let line = self.line(*row);
                    let told = format!(
                        "Row {line}: a letter of {} cannot be read. Correct it, or choose another encoding.",
                        quoted(text)
                    );
                    wrong.add(name(*column), told);
                }
            }
        }
    }

    /// The status, and the day of the payment. Some programs answer only whether it is paid, or what is still open.
    fn standing(
        &self,
        rows: &[usize],
        total: Option<i64>,
        currency: Currency,
        wrong: &mut Fields,
    ) -> (Status, Option<Date>) {
        let word = self.common(rows, Column::Status, wrong);
        let answered = answer(&self.common(rows, Column::Paid, &mut Fields::default()));
        let paid_on = if answered.is_some() { None } else { self.day(rows, Column::Paid, wrong) };
        if !word.is_empty() {
            let Some(status) = status(&word) else {
                wrong.add(
                    "status",
                    format!(
                        "{} is no status. Use draft, sent, paid, overdue, void or credit.",
                        quoted(&word)
                    ),
                );
                return (Status::Sent, paid_on);
            };
            return (status, paid_on);
        }
        let open = plain(&self.common(rows, Column::Balance, wrong), self.mark);
        let open = open.and_then(|text| parse_decimal(&text, currency.digits()));
        let nothing_open = open == Some(0) && total.is_some_and(|total| total != 0);
        let paid = answered == Some(true) || nothing_open;
        (if paid { Status::Paid } else { Status::Sent }, paid_on)
    }

    fn day(&self, rows: &[usize], column: Column, wrong: &mut Fields) -> Option<Date> {
        let text = self.common(rows, column, wrong);
        let read = self.parse_day(&text, column);
        // DATEV's second field of a document is often something else than a due day.
        if read.is_none() && !text.is_empty() && !(self.period.is_some() && column == Column::Due) {
            wrong.add(name(column), format!("{} is no day as 2026-03-31.", quoted(&text)));
        }
        read
    }

    fn parse_day(&self, text: &str, column: Column) -> Option<Date> {
        match self.period {
            Some(period) if column == Column::Issued => {
                period.day(text).or_else(|| days::parse(text, self.days))
            }
            Some(_) if text.len() == 6 => Date::strptime("%d%m%y", text).ok(),
            _ => days::parse(text, self.days),
        }
    }
}

/// Amounts of an invoice.
struct Sums<'a> {
    cells: &'a Cells<'a>,
    currency: Currency,
    /// True where a mistake must say in which row it stands.
    several: bool,
}

impl Sums<'_> {
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

    fn money(&self, row: usize, column: Column, wrong: &mut Fields) -> Option<i64> {
        let digits = self.currency.digits();
        let sample = || format!("amount as {}", self.written(decimal(1_250 * 10_i64.pow(digits), digits)));
        self.read(row, column, wrong, |text| parse_decimal(text, digits), sample)
    }

    /// A number as the file writes it.
    fn written(&self, number: String) -> String {
        match self.cells.mark {
            DecimalMark::Point => number,
            DecimalMark::Comma => number.replace('.', ","),
        }
    }

    fn common(&self, rows: &[usize], column: Column, wrong: &mut Fields) -> Option<i64> {
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

fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", text.chars().take(SHOWN_LETTERS).collect::<String>())
}
