//! Invoices from a CSV file: rows of one number and company are the lines of one invoice.

use std::collections::BTreeMap;

use shared::app::App;
use shared::company::CompanyHead;
use shared::http::clean_line;
use shared::id::CompanyId;
use shared::problem::{Fields, Problem};
use shared::tenant::Scope;

use super::{Incoming, columns};
use crate::model::InvoiceRecord;
use columns::{Column, Columns};

/// Invoices of a file at most.
const INVOICES: usize = 2_000;
/// Rows of a file at most.
const ROWS: usize = 20_000;

/// A row with its line in the file.
pub(super) type Row = (u64, csv::StringRecord);

/// Reads a file's invoices; what is wrong with single ones stands in them.
///
/// Errors: 422 at `file` where it is no CSV file, at `columns` where its head lacks what is needed.
pub(crate) async fn read(app: &App, scope: &Scope, bytes: &[u8]) -> Result<Vec<Incoming>, Problem> {
    let wrong = |message: &str| Problem::field("file", message);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| wrong("This file is not in UTF-8. Save it as \u{201c}CSV UTF-8\u{201d}."))?;
    // One kind of line end, so that lines are counted right.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = text.as_str();
    let delimiter = delimiter(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().map_err(|_| wrong("This is not a CSV file."))?.clone();
    let columns = Columns::of(&head)?;
    let comma = delimiter != b',';

    let mut order: Vec<(String, String)> = Vec::new();
    let mut groups: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for (count, row) in reader.records().enumerate() {
        if count == ROWS {
            return Err(wrong("A file may have at most 20,000 rows."));
        }
        let row = row.map_err(|_| wrong("This is not a CSV file."))?;
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = row.position().map_or(0, csv::Position::line);
        let company = columns.text(&row, Column::Company);
        let key = (company.to_lowercase(), columns.text(&row, Column::Number));
        if !groups.contains_key(&key) {
            order.push(key.clone());
        }
        groups.entry(key).or_default().push((line, row));
    }
    if order.is_empty() {
        return Err(wrong("There are no invoices in this file."));
    }
    if order.len() > INVOICES {
        return Err(wrong("A file may have at most 2,000 invoices."));
    }
    let names: Vec<String> = order.iter().map(|(name, _)| name.clone()).collect();
    let known = CompanyHead::named(&app.store, scope, &names).await?;
    let invoice = |key: &(String, String)| {
        let rows = groups.get(key).map(Vec::as_slice).unwrap_or_default();
        let company = CompanyId::parse(&key.0.to_uppercase().replacen("CMP_", "cmp_", 1));
        let company = company.or_else(|| known.get(&key.0).cloned());
        one(&columns, rows, company.as_ref(), comma)
    };
    Ok(order.iter().map(invoice).collect())
}

/// One invoice of its rows.
fn one(columns: &Columns, rows: &[Row], company: Option<&CompanyId>, comma: bool) -> Incoming {
    let mut wrong = Fields::default();
    if company.is_none() {
        wrong.add("company", "There is no company of this name.");
    }
    let read = columns.record(rows, company, comma, &mut wrong);
    let external_id = read.as_ref().map(|record: &InvoiceRecord| record.external_id.clone());
    let record = match read {
        Some(record) if wrong.0.is_empty() => Ok(record),
        _ => Err(wrong),
    };
    let row = rows.first().map(|(line, _)| *line);
    let number = rows.first().map(|(_, row)| clean_line(&columns.text(row, Column::Number)));
    Incoming { external_id: external_id.or(number).filter(|id| !id.is_empty()), row, record }
}

/// The sign that parts most of the head's names.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| head.bytes().filter(|byte| byte == sign).count();
    // Among equals the last: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}
