//! The columns of a CSV file of invoices, and how their cells are read.

use jiff::civil::Date;
use shared::csv::Cells;
use shared::id::CompanyId;
use shared::problem::{Fields, Problem};

use super::spreadsheet::Row;
use crate::model::{InvoiceRecord, LineRecord};
use crate::money::{Currency, parse_decimal};
use crate::quantity::Quantity;
use crate::status::Status;
use crate::totals::{amount, sum};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Company,
    Status,
    Issued,
    Due,
    Paid,
    Currency,
    Description,
    Quantity,
    UnitPrice,
    Tax,
    Total,
    Note,
    PayLink,
    ExternalId,
}

/// Each with its name in the head, and whether a file must have it.
const NAMES: [(Column, &str, bool); 15] = [
    (Column::Number, "number", true),
    (Column::Company, "company", true),
    (Column::Status, "status", false),
    (Column::Issued, "issued", true),
    (Column::Due, "due", false),
    (Column::Paid, "paid", false),
    (Column::Currency, "currency", true),
    (Column::Description, "description", true),
    (Column::Quantity, "quantity", false),
    (Column::UnitPrice, "unit_price", true),
    (Column::Tax, "tax", false),
    (Column::Total, "total", false),
    (Column::Note, "note", false),
    (Column::PayLink, "pay_link", false),
    (Column::ExternalId, "external_id", false),
];

/// Where each column stands.
pub(super) struct Columns([Option<usize>; NAMES.len()]);

impl Columns {
    /// Of a head. Names are read without regard to case; a space is as good as `_`. Ends: 422 at `columns`.
    pub(super) fn of(head: &Cells) -> Result<Self, Problem> {
        let wanted: Vec<String> =
            head.iter().map(|name| name.trim().to_lowercase().replace([' ', '-'], "_")).collect();
        let places = NAMES.map(|(_, name, _)| wanted.iter().position(|given| given == name));
        let missing: Vec<&str> = NAMES
            .iter()
            .zip(&places)
            .filter(|((_, _, needed), place)| *needed && place.is_none())
            .map(|((_, name, _), _)| *name)
            .collect();
        if missing.is_empty() {
            return Ok(Self(places));
        }
        Err(Problem::field("columns", format!("The first row lacks these columns: {}.", missing.join(", "))))
    }

    /// A cell without the blanks around it; empty where there is none.
    pub(super) fn text(&self, row: &Cells, column: Column) -> String {
        let place = NAMES.iter().position(|(each, _, _)| *each == column).and_then(|place| self.0[place]);
        place.and_then(|place| row.get(place)).unwrap_or_default().trim().to_owned()
    }

    /// The one value that the rows of an invoice have; those without one say nothing.
    fn common(&self, rows: &[Row], column: Column, wrong: &mut Fields) -> String {
        let mut values = rows.iter().map(|(_, row)| self.text(row, column)).filter(|text| !text.is_empty());
        let first = values.next().unwrap_or_default();
        if values.any(|other| other != first) {
            wrong.add(name(column), "The rows of this invoice disagree.");
        }
        first
    }

    /// The record that an invoice's rows describe; what is wrong is added.
    pub(super) fn record(
        &self,
        rows: &[Row],
        company: Option<&CompanyId>,
        comma: bool,
        wrong: &mut Fields,
    ) -> Option<InvoiceRecord> {
        let number = self.common(rows, Column::Number, wrong);
        let code = self.common(rows, Column::Currency, wrong).to_uppercase();
        let Some(currency) = Currency::parse(&code) else {
            wrong.add("currency", "Give a currency of ISO 4217, as EUR.");
            return None;
        };
        let digits = currency.digits();
        let money = |text: &str, column: Column, wrong: &mut Fields| {
            let read = parse_decimal(&point(text, comma), digits);
            if read.is_none() {
                wrong.add(
                    name(column),
                    format!("\u{201c}{}\u{201d} is no amount as {}.", clip(text), sample(digits)),
                );
            }
            read.unwrap_or_default()
        };
        let mut lines = Vec::with_capacity(rows.len());
        for (_, row) in rows {
            let quantity = self.text(row, Column::Quantity);
            let quantity = if quantity.is_empty() { "1".to_owned() } else { point(&quantity, comma) };
            let Some(quantity) = Quantity::parse(&quantity) else {
                wrong.add("quantity", format!("\u{201c}{}\u{201d} is no quantity as 1.5.", clip(&quantity)));
                continue;
            };
            let unit_price = money(&self.text(row, Column::UnitPrice), Column::UnitPrice, wrong);
            let description = self.text(row, Column::Description);
            lines.push(LineRecord { description, quantity, unit_price, amount: None });
        }
        let tax = self.common(rows, Column::Tax, wrong);
        let tax = if tax.is_empty() { 0 } else { money(&tax, Column::Tax, wrong) };
        let total = self.common(rows, Column::Total, wrong);
        let total = if total.is_empty() {
            let amounts = lines.iter().filter_map(|line| amount(line.quantity, line.unit_price));
            sum(amounts.chain([tax])).unwrap_or_default()
        } else {
            money(&total, Column::Total, wrong)
        };
        let status = match self.common(rows, Column::Status, wrong).to_lowercase().as_str() {
            "" | "sent" => Status::Sent,
            "draft" => Status::Draft,
            "paid" => Status::Paid,
            "overdue" => Status::Overdue,
            "void" => Status::Void,
            _ => {
                wrong.add("status", "Use draft, sent, paid, overdue or void.");
                Status::Sent
            }
        };
        let day = |column: Column, wrong: &mut Fields| {
            let text = self.common(rows, column, wrong);
            let read = text.parse::<Date>().ok();
            if read.is_none() && !text.is_empty() {
                wrong.add(name(column), format!("\u{201c}{}\u{201d} is no day as 2026-03-31.", clip(&text)));
            }
            read
        };
        let (issued, due_on, paid_on) =
            (day(Column::Issued, wrong), day(Column::Due, wrong), day(Column::Paid, wrong));
        if issued.is_none() {
            wrong.add("issued", "Please fill this in.");
        }
        let some = |text: String| (!text.is_empty()).then_some(text);
        let (note, pay_link) =
            (self.common(rows, Column::Note, wrong), self.common(rows, Column::PayLink, wrong));
        let external_id = self.common(rows, Column::ExternalId, wrong);
        let company = company?.clone();
        let external_id = some(external_id).unwrap_or_else(|| format!("{company}/{number}"));
        Some(InvoiceRecord {
            external_id,
            number,
            company,
            status,
            issued_on: issued?,
            due_on,
            paid_on,
            currency,
            lines,
            subtotal: None,
            tax,
            total,
            note: some(note),
            pay_link: some(pay_link),
        })
    }
}

fn name(column: Column) -> &'static str {
    NAMES.iter().find(|(each, _, _)| *each == column).map_or("", |(_, name, _)| name)
}

/// The number with a point. A comma is one where commas do not part cells: there spreadsheets write it so.
fn point(text: &str, comma: bool) -> String {
    if comma && !text.contains('.') { text.replacen(',', ".", 1) } else { text.to_owned() }
}

fn sample(digits: u32) -> String {
    crate::money::decimal(1_250 * 10_i64.pow(digits), digits)
}

fn clip(text: &str) -> String {
    text.chars().take(30).collect()
}
