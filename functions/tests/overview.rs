//! What waits, counted by the areas.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::company::CompanyHead;
use shared_testing::{TestApp, Who};

async fn figures(app: &TestApp, who: Who) -> Vec<(String, u64, u64)> {
    let overview = app.as_(who).get("/api/manage/overview").await.expect(200).json();
    let figure = |one: &Value| {
        let number = |name: &str| one[name].as_u64().unwrap();
        (one["key"].as_str().unwrap().to_owned(), number("count"), number("late"))
    };
    overview["figures"].as_array().unwrap().iter().map(figure).collect()
}

fn expected(documents: (u64, u64), invoices: (u64, u64), approvals: u64) -> Vec<(String, u64, u64)> {
    vec![
        ("documents".to_owned(), documents.0, documents.1),
        ("invoices".to_owned(), invoices.0, invoices.1),
        ("approvals".to_owned(), approvals, 0),
    ]
}

#[tokio::test]
async fn each_area_counts_what_waits_and_what_is_late() {
    let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
    assert_eq!(figures(&app, Who::Viewer).await, expected((0, 0), (0, 0), 0));

    let birch = app.person(Who::User).company.clone().unwrap();
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&CompanyHead { id: birch.id.clone(), name: birch.name, email_domains: vec![] });
    app.state.store.commit(batch).await.unwrap();
    let bills = format!(
        "number,company,issued,due,currency,description,unit_price,status\nA-1,{0},2026-02-01,2026-03-15,EUR,Work,50.00,sent\n\
         A-2,{0},2026-01-01,2026-02-01,EUR,Work,20.00,sent\nA-3,{0},2026-01-01,2026-02-01,USD,Work,20.00,draft\n\
         A-4,{0},2026-01-01,2026-02-01,USD,Work,20.00,paid\n",
        birch.id
    );
    let report = app.as_(Who::Admin).post("/api/manage/invoices/import").body(bills);
    let _ = report.header("content-type", "text/csv").await.expect(200);

    let item = json!({ "name": "Laptop", "category": "Hardware", "published": true, "needs_approval": true });
    let item = app.as_(Who::Admin).post("/api/manage/catalog/items").json(&item).await.expect(201).json();
    let asked = json!({ "item": item["id"], "form_version": item["form_version"], "answers": {} });
    let _ = app.as_(Who::User).post("/api/portal/requests").json(&asked).await.expect(201);

    let policy = json!({
        "title": "Rules", "issuer": "Acme", "sections": [{ "heading": "One", "body": "Text" }], "signers": "all_users",
        "deadline": "2026-03-02", "shown_to": { "all": false, "companies": [birch.id] },
    });
    let policy =
        app.as_(Who::Admin).post("/api/manage/documents/policies").json(&policy).await.expect(201).json();
    let publish = format!("/api/manage/documents/policies/{}/publish", policy["id"].as_str().unwrap());
    let _ = app.as_(Who::Admin).post(&publish).if_match(1).await.expect(200);

    assert_eq!(figures(&app, Who::Viewer).await, expected((4, 0), (2, 1), 1));
    app.clock.advance(SignedDuration::from_hours(16));
    assert_eq!(figures(&app, Who::Viewer).await, expected((4, 4), (2, 1), 1), "the day for signing is over");
    // Another tenant's are its own.
    assert_eq!(figures(&app, Who::ForeignAdmin).await, expected((0, 0), (0, 0), 0));
}
