//! The rows of one invoice as a record. Amounts are read with the file's decimal mark, never guessed cell by cell.

use jiff::civil::Date;
use shared::http::clean_line;
use shared::id::CompanyId;
use shared::problem::Fields;
use spreadsheet::{DecimalMark, Table};

use super::amounts::Sums;
use super::booked::Booked;
use super::columns::{Column, Columns, name};
use super::days::{self, DayOrder};
use super::groups::Group;
use super::headings::Headings;
use super::layout::Layout;
use super::lines::lines_of;
use super::postings::Postings;
use crate::model::InvoiceRecord;
use crate::money::Currency;

/// Letters of a wrong cell that are repeated to the reader.
const SHOWN_LETTERS: usize = 30;

/// A file, and how its cells are read.
pub(super) struct Cells<'a> {
    pub(super) table: &'a Table,
    pub(super) columns: &'a Columns,
    pub(super) layout: Option<Layout>,
    pub(super) mark: DecimalMark,
    pub(super) days: DayOrder,
    /// For invoices without one.
    pub(super) currency: Option<Currency>,
    /// How the postings of a DATEV file are read.
    pub(super) postings: Option<Postings>,
    /// The customers of a report that names each of them once.
    pub(super) headings: Option<Headings>,
}

/// What a file says of an invoice, and what the reader of the preview should know about it.
pub(super) struct Read {
    pub(super) record: InvoiceRecord,
    pub(super) notices: Vec<String>,
}

impl Cells<'_> {
    /// A cell of the row at `place`; empty where there is none.
    pub(super) fn text(&self, place: usize, column: Column) -> &str {
        self.columns.get(&column).map_or("", |at| self.table.cell(place, *at)).trim()
    }

    /// The company of a row, as it is written.
    pub(super) fn company(&self, row: usize) -> &str {
        match &self.headings {
            Some(headings) => headings.customer(row).unwrap_or_default(),
            None => self.text(row, Column::Company),
        }
    }

    /// True for a row of a report that belongs to no invoice.
    pub(super) fn is_heading(&self, row: usize) -> bool {
        self.headings.as_ref().is_some_and(|headings| headings.customer(row).is_none())
    }

    /// The line of the row at `place`.
    pub(super) fn line(&self, place: usize) -> u64 {
        self.table.rows.get(place).map_or(0, |row| row.line)
    }

    /// The one value that the rows of an invoice have; those without one say nothing.
    pub(super) fn common(&self, rows: &[usize], column: Column, wrong: &mut Fields) -> String {
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
        group: &Group,
        company: Option<&CompanyId>,
        wrong: &mut Fields,
    ) -> Option<Read> {
        let rows = group.rows.as_slice();
        self.unreadable(rows, wrong);
        let number = clean_line(&self.common(rows, Column::Number, wrong));
        let code = self.common(rows, Column::Currency, wrong).to_uppercase();
        let known = if code.is_empty() { self.currency } else { Currency::parse(&code) };
        let Some(currency) = known else {
            wrong.add("currency", "Give a currency of ISO 4217, as EUR.");
            return None;
        };
        let sums = Sums { cells: self, currency, several: rows.len() > 1 };
        let booked = match &self.postings {
            Some(postings) => sums.booked(postings, group, &number, wrong)?,
            None => sums.listed(rows, &number, wrong),
        };
        // Rows that undo an invoice have days of their own.
        let issued = self.day(&booked.days_of, Column::Issued, wrong);
        let due_on = self.due(&booked.days_of, issued, wrong);
        if issued.is_none() {
            wrong.add("issued", "Please fill this in.");
        }
        let some = |text: String| (!text.is_empty()).then_some(text);
        let note = some(self.common(rows, Column::Note, wrong));
        let pay_link = some(self.common(rows, Column::PayLink, wrong));
        let external_id = some(clean_line(&self.common(rows, Column::ExternalId, wrong)));
        let company = company?.clone();
        let Booked { settled, status, paid_on, notices, .. } = booked;
        let record = InvoiceRecord {
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
        };
        Some(Read { record, notices })
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

    pub(super) fn day(&self, rows: &[usize], column: Column, wrong: &mut Fields) -> Option<Date> {
        let text = self.common(rows, column, wrong);
        let read = self.parse_day(&text, column);
        if read.is_none() && !text.is_empty() {
            wrong.add(name(column), format!("{} is no day as 2026-03-31.", quoted(&text)));
        }
        read
    }

    /// The due day; of a posting, from either of the columns in which DATEV writes it.
    fn due(&self, rows: &[usize], issued: Option<Date>, wrong: &mut Fields) -> Option<Date> {
        let column = self.columns.get(&Column::Due).copied();
        let Some(postings) = self.postings.filter(|postings| postings.writes_due(column)) else {
            return self.day(rows, Column::Due, wrong);
        };
        let mut latest = None;
        for row in rows {
            match postings.due(self.table, *row, issued) {
                Ok(day) => latest = latest.max(day),
                Err(text) => wrong.add("due", format!("{} is no day as 31032026.", quoted(&text))),
            }
        }
        latest
    }

    pub(super) fn parse_day(&self, text: &str, column: Column) -> Option<Date> {
        let period = self.postings.and_then(|postings| postings.header.period);
        match period {
            Some(period) if column == Column::Issued => {
                period.day(text).or_else(|| days::parse(text, self.days))
            }
            _ => days::parse(text, self.days),
        }
    }
}

pub(super) fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", text.chars().take(SHOWN_LETTERS).collect::<String>())
}
