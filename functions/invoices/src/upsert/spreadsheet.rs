//! Invoices from a file: rows of one number and company are the lines of one invoice.

use std::collections::BTreeMap;

use shared::app::App;
use shared::http::{clean_line, clean_text};
use shared::problem::{Fields, Problem};
use shared::tenant::Scope;
use shared::work::Place;
use spreadsheet::{DecimalMark, Marks, Table};

use super::cells::Cells;
use super::columns::{Column, Columns, DAYS, NUMBERS, guess, missing};
use super::companies::Companies;
use super::datev::BatchHeader;
use super::days::Seen;
use super::groups::{Group, groups};
use super::headings::Headings;
use super::layout::{Layout, Origin, find};
use super::postings::Postings;
use super::reading::{DayQuestion, Days, ImportQuery, Numbers, Question, Reading};
use super::report::Notice;
use super::{Incoming, Rows};

/// Columns of a file at most: a posting batch of DATEV has 125.
pub(super) const COLUMNS: usize = 256;

/// A file, read as somebody chose and else as it shows.
struct File {
    table: Table,
    batch: Option<BatchHeader>,
    reading: Reading,
}

/// The invoices of a file.
pub(crate) struct Contents {
    pub(crate) reading: Reading,
    pub(crate) records: Vec<Incoming>,
    pub(crate) notices: Vec<Notice>,
}

/// Reads a file's invoices in a place for heavy work; what is wrong with single ones stands in them. In a dry run a file that leaves something open is
/// read as it most likely is meant, and the reading says what is open.
///
/// Errors: 422 at `file` where it is no CSV file; at `columns`, `numbers` or `days` where something must be chosen first.
pub(crate) async fn read(
    app: &App,
    scope: &Scope,
    place: &Place,
    bytes: bytes::Bytes,
    asked: &ImportQuery,
) -> Result<Contents, Problem> {
    let (encoding, numbers, days) = (asked.encoding, asked.numbers, asked.days);
    let (columns, currency) = (asked.columns()?, asked.currency()?);
    let dry = asked.dry_run.unwrap_or_default();
    let opened = place.run(move || {
        let mut table = spreadsheet::read(&bytes, COLUMNS, encoding, clean_text)?;
        let origin = find(&mut table)?;
        Ok(open(table, &origin, columns, currency.is_some()))
    });
    let opened: Result<File, spreadsheet::ReadError> = opened.await?;
    let mut file = opened.map_err(|sentence| Problem::field("file", sentence))?;
    if let Some(mark) = numbers {
        file.reading.numbers = Numbers { mark, question: None };
    }
    if let Some(order) = days {
        file.reading.days = Days { order, question: None };
    }
    if !dry {
        file.reading.decided()?;
    }
    if !file.reading.missing.is_empty() {
        return Ok(Contents { reading: file.reading, records: Vec::new(), notices: Vec::new() });
    }
    let columns = &file.reading.columns;
    let grouped = columns.get(&Column::Company) == Some(&0)
        && file.table.head.first().is_some_and(|name| name.trim().is_empty());
    let cells = Cells {
        table: &file.table,
        columns,
        layout: file.reading.layout,
        mark: file.reading.numbers.mark,
        days: file.reading.days.order,
        currency: currency.or_else(|| file.batch?.currency),
        postings: file.batch.map(|batch| Postings::of(&file.table, batch)),
        headings: grouped.then(|| Headings::of(&file.table)),
    };
    let mut notices = Vec::new();
    let groups = groups(&cells, &mut notices)?;
    if file.reading.layout == Some(Layout::Quickbooks) && !has_tax(columns) {
        notices.push(Notice { rows: Vec::new(), number: None, message: NO_TAX.to_owned() });
    }
    let companies = Companies::of(app, scope, &cells, &groups).await?;
    let mut assigned = BTreeMap::new();
    let records =
        groups.iter().map(|group| one(&cells, group, &companies, &mut notices, &mut assigned)).collect();
    notices.extend(assigned.into_iter().map(|(name, rows)| Notice {
        rows,
        number: None,
        message: format!(
            "Assigned to “{name}”, whose name stands in the posting text. Check that it is the right one."
        ),
    }));
    Ok(Contents { reading: file.reading, records, notices })
}

/// A report of sales has the amounts of lines alone.
const NO_TAX: &str =
    "This report has no sales tax: if you charge it, the totals are too low. Import a file with tax instead.";

fn has_tax(columns: &Columns) -> bool {
    let taxed = [Column::Tax, Column::TaxTotal, Column::Total];
    taxed.iter().any(|column| columns.contains_key(column))
}

/// What the file says of itself.
fn open(table: Table, origin: &Origin, chosen: Option<Columns>, currency_chosen: bool) -> File {
    let Origin { layout, batch } = *origin;
    let mut columns = chosen.unwrap_or_else(|| guess(&table.head, layout));
    columns.retain(|_, place| *place < table.head.len());
    let numbers = numbers(&table, &columns, layout);
    let days = days(&table, &columns, batch.is_some());
    let currency_known = currency_chosen || batch.is_some_and(|batch| batch.currency.is_some());
    let reading = Reading {
        encoding: table.encoding,
        delimiter: table.delimiter,
        layout,
        head: table.head.iter().map(|name| clean_line(name)).collect(),
        missing: missing(&columns, currency_known),
        rows: table.rows.len(),
        columns,
        numbers,
        days,
    };
    File { table, batch, reading }
}

fn numbers(table: &Table, columns: &Columns, layout: Option<Layout>) -> Numbers {
    let mut marks = Marks::default();
    for place in NUMBERS.iter().filter_map(|column| columns.get(column)) {
        for row in 0..table.rows.len() {
            marks.see(table.cell(row, *place));
        }
    }
    // Where commas begin the decimals, spreadsheets part cells by semicolons.
    let usual = if table.delimiter == ';' { DecimalMark::Comma } else { DecimalMark::Point };
    let written = layout.and_then(Layout::mark);
    let decision = marks.decide(written.unwrap_or(usual));
    // The program's own way is no question; only a file that shows another one is.
    let open = decision.open.filter(|_| written != Some(decision.mark));
    Numbers { mark: decision.mark, question: open.map(Question::of) }
}

fn days(table: &Table, columns: &Columns, prescribed: bool) -> Days {
    let mut seen = Seen::default();
    if !prescribed {
        for place in DAYS.iter().filter_map(|column| columns.get(column)) {
            for row in 0..table.rows.len() {
                seen.see(table.cell(row, *place));
            }
        }
    }
    let (order, question) = seen.decide();
    Days { order, question: question.and_then(DayQuestion::of) }
}

/// One invoice of its rows.
fn one(
    cells: &Cells<'_>,
    group: &Group,
    companies: &Companies,
    notices: &mut Vec<Notice>,
    assigned: &mut BTreeMap<String, Vec<u64>>,
) -> Incoming {
    let mut wrong = Fields::default();
    let found = companies.find(cells, group).map_err(|sentence| wrong.add("company", sentence)).ok();
    let read = cells.record(group, found.as_ref().map(|found| &found.company), &mut wrong);
    let number = group.rows.first().map(|row| clean_line(cells.text(*row, Column::Number)));
    let external_id = read.as_ref().map(|read| read.record.external_id.clone()).or_else(|| number.clone());
    let rows: Vec<u64> = group.rows.iter().map(|row| cells.line(*row)).collect();
    let record = match read {
        Some(read) if wrong.0.is_empty() => {
            let notice = |message| Notice { rows: rows.clone(), number: number.clone(), message };
            notices.extend(read.notices.into_iter().map(notice));
            if let Some(name) = found.and_then(|found| found.within) {
                assigned.entry(name).or_default().extend(&rows);
            }
            Ok(read.record)
        }
        _ => Err(wrong),
    };
    Incoming { external_id: external_id.filter(|id| !id.is_empty()), rows: Rows(rows), record }
}
