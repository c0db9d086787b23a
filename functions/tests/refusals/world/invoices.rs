//! An invoice of Birch, imported as staff do.

use serde::{Deserialize, Serialize};
use shared::id::{CompanyId, InvoiceId};
use shared::store::{Document, Kind, Reach};
use shared_testing::{TestApp, Who};

/// What the import calls it.
const EXTERNAL: &str = "refusals-1";

/// Birch itself: the people of the test live in it without anybody having entered it.
#[derive(Serialize, Deserialize)]
struct Company {
    id: CompanyId,
    name: String,
    sort_name: String,
    status: String,
}

static COMPANY: Kind =
    Kind { name: "company", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Company {
    const KIND: &'static Kind = &COMPANY;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// Imports it.
pub async fn import(app: &TestApp) {
    let birch = app.person(Who::User).company.clone().unwrap();
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    let (id, sort_name) = (birch.id.clone(), birch.name.to_lowercase());
    batch.create(&Company { id, name: birch.name, sort_name, status: "active".into() });
    app.state.store.commit(batch).await.unwrap();
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
