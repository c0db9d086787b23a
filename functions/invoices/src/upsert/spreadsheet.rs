//! Invoices from a CSV file: rows of one number and company are the lines of one invoice.

use std::collections::BTreeMap;

use shared::app::App;
use shared::company::CompanyHead;
use shared::csv::{Cells, Limits, Rows};
use shared::http::clean_line;
use shared::id::CompanyId;
use shared::problem::{Fields, Problem};
use shared::tenant::Scope;
use shared::work::Place;

use super::{Incoming, columns};
use crate::model::InvoiceRecord;
use columns::{Column, Columns};

/// Invoices of a file at most.
const INVOICES: usize = 2_000;
/// Rows of a file at most.
const ROWS: usize = 20_000;
/// Columns of a file at most: accounting programs export more than a hundred.
const COLUMNS: usize = 256;

/// A row with its line in the file.
pub(super) type Row = (u64, Cells);

/// A file's rows, together where they are of one invoice.
struct Sorted {
    columns: Columns,
    /// True where a comma parts no cells.
    comma: bool,
    /// Company in lower case and number, in the order in which they first occur.
    order: Vec<(String, String)>,
    groups: BTreeMap<(String, String), Vec<Row>>,
}

/// Reads a file's invoices in a place for heavy work; what is wrong with single ones stands in them.
///
/// Errors: 422 at `file` where it is no CSV file, at `columns` where its head lacks what is needed.
pub(crate) async fn read(
    app: &App,
    scope: &Scope,
    place: &Place,
    bytes: bytes::Bytes,
) -> Result<Vec<Incoming>, Problem> {
    let sorted = place.run(move || sorted(&bytes)).await??;
    let names: Vec<String> = sorted.order.iter().map(|(name, _)| name.clone()).collect();
    let known = CompanyHead::named(&app.store, scope, &names).await?;
    let order = sorted.order.clone();
    let invoice = move |key: &(String, String)| {
        let rows = sorted.groups.get(key).map(Vec::as_slice).unwrap_or_default();
        let company = CompanyId::parse(&key.0.to_uppercase().replacen("CMP_", "cmp_", 1));
        let company = company.or_else(|| known.get(&key.0).cloned());
        one(&sorted.columns, rows, company.as_ref(), sorted.comma)
    };
    place.run(move || order.iter().map(invoice).collect()).await
}

/// Reads the rows. Pure; ends before more than the limits is kept.
fn sorted(bytes: &[u8]) -> Result<Sorted, Problem> {
    let wrong = |message: String| Problem::field("file", message);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| wrong("This file is not in UTF-8. Save it as \u{201c}CSV UTF-8\u{201d}.".into()))?;
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = delimiter(text);
    let mut rows = Rows::new(text, delimiter, Limits::columns(COLUMNS));
    let head = rows.next().transpose().map_err(|excess| wrong(excess.sentence()))?;
    let columns = Columns::of(&head.map(|head| head.cells).unwrap_or_default())?;

    let mut order: Vec<(String, String)> = Vec::new();
    let mut groups: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    let mut count = 0;
    for row in rows {
        let row = row.map_err(|excess| wrong(excess.sentence()))?;
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        count += 1;
        if count > ROWS {
            return Err(wrong("A file may have at most 20,000 rows.".into()));
        }
        let company = columns.text(&row.cells, Column::Company);
        let key = (company.to_lowercase(), columns.text(&row.cells, Column::Number));
        if !groups.contains_key(&key) {
            if order.len() == INVOICES {
                return Err(wrong("A file may have at most 2,000 invoices.".into()));
            }
            order.push(key.clone());
        }
        groups.entry(key).or_default().push((row.line, row.cells));
    }
    if order.is_empty() {
        return Err(wrong("There are no invoices in this file.".into()));
    }
    Ok(Sorted { columns, comma: delimiter != b',', order, groups })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_28_a_file_of_nothing_but_commas_is_refused_by_its_columns() {
        let refused = |text: &str| match sorted(text.as_bytes()) {
            Err(Problem::Invalid(fields)) => fields.0.get("file").cloned(),
            _ => None,
        };
        let commas = ",".repeat(2_000_000);
        assert_eq!(refused(&commas).unwrap(), "This file has more than 256 columns.");
        let head = "number,company,issued,currency,description,unit_price\n";
        assert_eq!(refused(&format!("{head}{commas}")).unwrap(), "This file has more than 256 columns.");
        assert!(refused(&format!("{head}\"{commas}")).unwrap().contains("quotation mark"));
        let many = "1,b,2026-01-01,EUR,x,1\n".repeat(ROWS + 1);
        assert_eq!(refused(&format!("{head}{many}")).unwrap(), "A file may have at most 20,000 rows.");
    }
}
