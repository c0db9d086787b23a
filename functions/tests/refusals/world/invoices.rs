//! An invoice of Birch, imported as staff do.

use shared::id::InvoiceId;
use shared_testing::{TestApp, Who};

/// What the import calls it.
const EXTERNAL: &str = "refusals-1";

/// Imports it.
pub async fn import(app: &TestApp) {
    let birch = app.person(Who::User).company.clone().unwrap();
    let file = format!(
        "number,company,issued,currency,description,unit_price,external_id\nINV-1,{},2026-02-01,EUR,Work,50.00,{EXTERNAL}\n",
        birch.id
    );
    let request = app.as_(Who::Admin).post("/api/manage/invoices/import").body(file);
    let report = request.header("content-type", "text/csv").await.expect(200).json();
    assert_eq!(report["created"], 1, "{report}");
}

/// Its id.
pub fn id() -> InvoiceId {
    InvoiceId::named("acme", EXTERNAL)
}
