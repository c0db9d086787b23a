//! Files of other programs. Nobody's real export: the columns are those that each program documents, the rows are ours.

mod datev;
mod datev_accounts;
mod lexware;
mod quickbooks;
mod stripe;
mod xero;

use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::csv::import;

/// Imports a file in which everything is right, and gives its invoices by number.
async fn imported(app: &TestApp, file: &str, query: &str, layout: &str) -> Vec<Value> {
    let report = import(app, file, query).await.expect(200).json();
    assert_eq!((&report["refused"], &report["file"]["layout"]), (&json!(0), &json!(layout)), "{report}");
    shown(app).await
}

/// All invoices, by number.
async fn shown(app: &TestApp) -> Vec<Value> {
    let page = app.as_(Who::Viewer).get("/api/manage/invoices?sort=oldest").await.expect(200).json();
    let mut invoices = Vec::new();
    for item in page["items"].as_array().unwrap() {
        let path = format!("/api/manage/invoices/{}", item["id"].as_str().unwrap());
        invoices.push(app.as_(Who::Viewer).get(&path).await.expect(200).json());
    }
    invoices.sort_by_key(|invoice| invoice["number"].to_string());
    invoices
}

/// What a dry run notes, as `rows: sentence`.
async fn notices(app: &TestApp, file: &str, query: &str) -> Vec<String> {
    let query = if query.is_empty() { "?dry_run=true".to_owned() } else { format!("{query}&dry_run=true") };
    let report = import(app, file, &query).await.expect(200).json();
    let notices = report["notices"].as_array().cloned().unwrap_or_default();
    let rows = |notice: &Value| {
        let rows = notice["rows"].as_array().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>();
        rows.join(",")
    };
    notices
        .iter()
        .map(|notice| format!("{}: {}", rows(notice), notice["message"].as_str().unwrap()))
        .collect()
}

fn sums(invoice: &Value) -> (i64, i64, i64, usize, &str) {
    let of = |field: &str| invoice[field].as_i64().unwrap();
    let lines = invoice["lines"].as_array().unwrap().len();
    (of("subtotal"), of("tax"), of("total"), lines, invoice["status"].as_str().unwrap())
}
