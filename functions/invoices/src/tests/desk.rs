//! What the tests stand on: an app with the area alone, and invoices in it.

use serde_json::{Value, json};
use shared::app::App;
use shared::audit::Actor;
use shared::pdf::{Letterhead, Letterheads, Press};
use shared::problem::Problem;
use shared::tenant::Scope;
use shared_testing::{TestApp, Who};

use crate::upsert::{Report, parse, upsert};

/// An app with the area's operations.
pub(crate) async fn desk() -> TestApp {
    TestApp::new(crate::router(Press::new(Plain)), crate::kinds()).await
}

/// Paper without a tenant's look.
struct Plain;

#[async_trait::async_trait]
impl Letterheads for Plain {
    async fn letterhead(&self, _: &App, scope: &Scope) -> Result<Letterhead, Problem> {
        Ok(Letterhead::plain(scope.tenant().as_str()))
    }
}

/// The company's id. Birch and Cedar exist in the store as far as the area knows of companies.
pub(crate) async fn company(app: &TestApp, who: Who) -> String {
    let company = app.person(who).company.clone().unwrap();
    let scope = app.scope("acme").await;
    if app
        .state
        .store
        .get::<shared::company::CompanyHead>(&scope, company.id.as_str())
        .await
        .unwrap()
        .is_none()
    {
        let head = shared::company::CompanyHead {
            id: company.id.clone(),
            name: company.name,
            email_domains: vec![],
        };
        let mut batch = app.state.store.batch(&scope);
        batch.create(&head);
        app.state.store.commit(batch).await.unwrap();
    }
    company.id.to_string()
}

/// That a company is called so, as the area `admin` keeps it.
#[derive(serde::Serialize, serde::Deserialize)]
struct TakenName {
    id: String,
    company: shared::id::CompanyId,
}

static TAKEN_NAME: shared::store::Kind = shared::store::Kind {
    name: "company_name",
    reach: shared::store::Reach::Tenant,
    indexes: &[],
    residual: &[],
    terms: false,
};

impl shared::store::Document for TakenName {
    const KIND: &'static shared::store::Kind = &TAKEN_NAME;

    fn id(&self) -> &str {
        &self.id
    }
}

/// The company's id, which files can name by `name`.
pub(crate) async fn named(app: &TestApp, who: Who, name: &str) -> String {
    let id = company(app, who).await;
    let scope = app.scope("acme").await;
    let taken = TakenName {
        id: format!("cnm.{}", shared::account::login_key(name)),
        company: shared::id::CompanyId::parse(&id).unwrap(),
    };
    let mut batch = app.state.store.batch(&scope);
    batch.create(&taken);
    app.state.store.commit(batch).await.unwrap();
    id
}

/// Has the tenant's days begin in this time zone.
pub(crate) async fn zone(app: &TestApp, zone: &str) {
    let scope = app.scope("acme").await;
    let settings = shared::tenant::TenantSettings { time_zone: Some(zone.to_owned()), ..Default::default() };
    let mut batch = app.state.store.batch(&scope);
    batch.create(&settings);
    app.state.store.commit(batch).await.unwrap();
    app.state.directory.forget(scope.tenant()).await;
}

/// A record that is right, of one line; `change` says what is different.
pub(crate) fn record(company: &str, external_id: &str, change: &Value) -> Value {
    let mut record = json!({
        "external_id": external_id, "number": external_id, "company": company, "status": "sent",
        "issued_on": "2026-02-01", "due_on": "2026-03-15", "currency": "EUR", "tax": 190, "total": 1190,
        "lines": [{ "description": "Managed services", "quantity": "2.5", "unit_price": 400 }],
    });
    for (field, value) in change.as_object().unwrap() {
        record[field] = value.clone();
    }
    record
}

/// Sends records, as a connected system does.
pub(crate) async fn push(app: &TestApp, records: &[Value]) -> Report {
    let scope = app.scope("acme").await;
    upsert(&app.state, &scope, &Actor::operator(), records.iter().map(parse).collect(), false).await.unwrap()
}

/// Numbers on a list's first page.
pub(crate) async fn numbers(app: &TestApp, who: Who, side: &str, query: &str) -> Vec<String> {
    let page = app.as_(who).get(&format!("/api/{side}/invoices{query}")).await.expect(200).json();
    page["items"].as_array().unwrap().iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
}

/// The company's sums.
pub(crate) async fn totals(app: &TestApp, who: Who) -> Value {
    app.as_(who).get("/api/portal/invoices/totals").await.expect(200).json()["items"].clone()
}
