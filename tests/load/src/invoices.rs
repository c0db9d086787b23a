//! Invoices in batches from another system, over HTTP into the portal's own executable on SQLite.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::client::Call;
use crate::desk::Desk;
use crate::drive::{Amount, Maker, drive};
use crate::figures::Import;
use crate::outcome::{Failure, Outcome};

/// Invoices whose entering is timed.
const TIMED: usize = 10_000;
/// Invoices of the one company when its list is read.
const LISTED: usize = 100_000;
/// Invoices of a call.
const BATCH: usize = 500;
/// How often the list of them is asked for.
const AMOUNT: Amount = Amount { connections: 8, requests: 2_000, time: Duration::from_secs(10) };

/// Enters them, then reads a page of the company's invoices.
pub(crate) async fn measure(handler: &Path, data: &Path) -> Outcome<Import> {
    let mut desk = Desk::open(handler, data).await?;
    let company = desk.ask(Call::post("/api/manage/companies", &json!({ "name": "Client company" }))).await?;
    let company = company["id"].as_str().unwrap_or_default().to_owned();
    crate::report::progress(&format!("sending {LISTED} invoices"));
    let (began, before) = (Instant::now(), desk.portal.process.cpu()?);
    let (mut took, mut used) = (Duration::ZERO, Duration::ZERO);
    for first in (0..LISTED).step_by(BATCH) {
        if first == TIMED {
            took = began.elapsed();
            used = desk.portal.process.cpu()?.saturating_sub(before);
        }
        let records: Vec<Value> = (first..first + BATCH).map(|number| record(&company, number)).collect();
        let mut call = Call::post("/api/internal/invoices", &json!({ "records": records }));
        call.key = Some(desk.key.clone());
        let report = desk.send(call).await?;
        if report["created"] != json!(BATCH) {
            return Err(Failure::new(format!("not all invoices were entered: {report}")));
        }
    }
    let call = Call::get(format!("/api/manage/invoices?company={company}")).signed_in(desk.cookie());
    let make: Maker = Arc::new(move |_| call.clone());
    let list = drive(&desk.portal.process, desk.portal.address, &make, AMOUNT).await?;
    Ok(Import {
        what: "invoices",
        records: TIMED,
        check_s: 0.0,
        all_s: took.as_secs_f64(),
        cpu_s: used.as_secs_f64(),
        listed: LISTED,
        list,
    })
}

fn record(company: &str, number: usize) -> Value {
    json!({
        "external_id": format!("INV-{number}"), "number": format!("INV-{number}"), "company": company,
        "status": if number.is_multiple_of(5) { "sent" } else { "paid" },
        "issued_on": format!("2026-{:02}-{:02}", number % 12 + 1, number % 28 + 1), "currency": "EUR",
        "tax": 190, "total": 1_190,
        "lines": [{ "description": "Managed services", "quantity": "2.5", "unit_price": 400 }],
    })
}
