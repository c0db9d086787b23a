//! Invoices from a file: rows of one number and company are the lines of one invoice.

use std::collections::BTreeMap;

use shared::app::App;
use shared::company::CompanyHead;
use shared::http::{clean_line, clean_text};
use shared::id::CompanyId;
use shared::problem::{Fields, Problem};
use shared::tenant::Scope;
use shared::work::Place;
use spreadsheet::{DecimalMark, Marks, Table};

use super::cells::Cells;
use super::columns::{Column, Columns, DAYS, NUMBERS, guess, missing};
use super::days::Seen;
use super::layout::{Layout, Period, find};
use super::reading::{DayQuestion, Days, ImportQuery, Numbers, Question, Reading};
use super::{Incoming, Rows};

/// Invoices of a file at most.
const INVOICES: usize = 2_000;

/// Columns of a file at most: a posting batch of DATEV has 125.
pub(super) const COLUMNS: usize = 256;

/// A file, read as somebody chose and else as it shows.
struct File {
    table: Table,
    period: Option<Period>,
    reading: Reading,
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
) -> Result<(Reading, Vec<Incoming>), Problem> {
    let (encoding, numbers, days) = (asked.encoding, asked.numbers, asked.days);
    let (columns, currency) = (asked.columns()?, asked.currency()?);
    let dry = asked.dry_run.unwrap_or_default();
    let opened = place.run(move || {
        let mut table = spreadsheet::read(&bytes, COLUMNS, encoding, clean_text)?;
        let (layout, period) = find(&mut table);
        Ok(open(table, layout, period, columns, currency.is_some()))
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
        return Ok((file.reading, Vec::new()));
    }
    let cells = Cells {
        table: &file.table,
        columns: &file.reading.columns,
        mark: file.reading.numbers.mark,
        days: file.reading.days.order,
        currency,
        period: file.period,
    };
    let groups = groups(&cells)?;
    let names: Vec<String> = groups.iter().map(|group| group.company.clone()).collect();
    let known = CompanyHead::named(&app.store, scope, &names).await?;
    let invoice = |group: &Group| {
        let id = CompanyId::parse(&group.company.to_uppercase().replacen("CMP_", "cmp_", 1));
        let company = id.or_else(|| known.get(&group.company).cloned());
        one(&cells, group, company.as_ref())
    };
    let records = groups.iter().map(invoice).collect();
    Ok((file.reading, records))
}

/// What the file says of itself.
fn open(
    table: Table,
    layout: Option<Layout>,
    period: Option<Period>,
    chosen: Option<Columns>,
    currency_chosen: bool,
) -> File {
    let mut columns = chosen.unwrap_or_else(|| guess(&table.head, layout));
    columns.retain(|_, place| *place < table.head.len());
    let numbers = numbers(&table, &columns, layout);
    let days = days(&table, &columns, period.is_some());
    let reading = Reading {
        encoding: table.encoding,
        delimiter: table.delimiter,
        layout,
        head: table.head.iter().map(|name| clean_line(name)).collect(),
        missing: missing(&columns, currency_chosen),
        rows: table.rows.len(),
        columns,
        numbers,
        days,
    };
    File { table, period, reading }
}

fn numbers(table: &Table, columns: &Columns, layout: Option<Layout>) -> Numbers {
    if let Some(mark) = layout.and_then(Layout::mark) {
        return Numbers { mark, question: None };
    }
    let mut marks = Marks::default();
    for place in NUMBERS.iter().filter_map(|column| columns.get(column)) {
        for row in 0..table.rows.len() {
            marks.see(table.cell(row, *place));
        }
    }
    // Where commas begin the decimals, spreadsheets part cells by semicolons.
    let usual = if table.delimiter == ';' { DecimalMark::Comma } else { DecimalMark::Point };
    let decision = marks.decide(usual);
    Numbers { mark: decision.mark, question: decision.open.map(Question::of) }
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

/// The rows of one invoice.
struct Group {
    /// The company as it was written, cleaned.
    company: String,
    rows: Vec<usize>,
}

/// Rows by invoice, in the order of the file.
fn groups(cells: &Cells<'_>) -> Result<Vec<Group>, Problem> {
    let wrong = |message: &str| Problem::field("file", message);
    let mut groups: Vec<Group> = Vec::new();
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in 0..cells.table.rows.len() {
        let company = clean_line(cells.text(row, Column::Company));
        let number = clean_line(cells.text(row, Column::Number));
        // Lines of sums and remarks below a report belong to no invoice.
        if company.is_empty() && number.is_empty() {
            continue;
        }
        let next = groups.len();
        let place = *places.entry((company.to_lowercase(), number)).or_insert(next);
        if place == next {
            groups.push(Group { company, rows: Vec::new() });
        }
        groups[place].rows.push(row);
    }
    if groups.is_empty() {
        return Err(wrong("There are no invoices in this file."));
    }
    if groups.len() > INVOICES {
        return Err(wrong("A file may have at most 2,000 invoices."));
    }
    Ok(groups)
}

/// One invoice of its rows.
fn one(cells: &Cells<'_>, group: &Group, company: Option<&CompanyId>) -> Incoming {
    let mut wrong = Fields::default();
    if group.company.is_empty() {
        wrong.add("company", "Please fill this in.");
    } else if company.is_none() {
        wrong.add(
            "company",
            format!(
                "There is no company named \u{201c}{}\u{201d}.",
                group.company.chars().take(60).collect::<String>()
            ),
        );
    }
    let read = cells.record(&group.rows, company, &mut wrong);
    let number = group.rows.first().map(|row| clean_line(cells.text(*row, Column::Number)));
    let external_id = read.as_ref().map(|record| record.external_id.clone()).or(number);
    let record = match read {
        Some(record) if wrong.0.is_empty() => Ok(record),
        _ => Err(wrong),
    };
    let rows = Rows(group.rows.iter().map(|row| cells.line(*row)).collect());
    Incoming { external_id: external_id.filter(|id| !id.is_empty()), rows, record }
}
