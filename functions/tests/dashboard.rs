//! The dashboard, put together from the areas' parts, for the round trips that are promised.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};
use shared::company::CompanyHead;
use shared_testing::{TestApp, Who};

const PATH: &str = "/api/portal/dashboard";

async fn dashboard(app: &TestApp, who: Who) -> (Value, u64) {
    let before = app.round_trips();
    let answer = app.as_(who).get(PATH).await.expect(200).json();
    (answer, app.round_trips() - before - 1)
}

#[tokio::test]
async fn it_shows_every_areas_part_in_two_round_trips() {
    let app = TestApp::new(handler::router::operations(), handler::areas::kinds()).await;
    let (empty, cost) = dashboard(&app, Who::User).await;
    assert_eq!(cost, 2);
    let expected = json!({
        "first_name": "User", "open_tickets": 0, "waiting_on_you": 0, "recent_tickets": [],
        "unread_announcements": 0, "latest_announcements": [], "outages": [],
        "unpaid_invoices": [], "awaiting_signature": 0, "overdue_signatures": 0,
    });
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&empty[field], value, "{field}");
    }
    let ticket = json!({ "subject": "Printer jams", "description": "Again." });
    let _ = app.as_(Who::User).post("/api/portal/tickets").json(&ticket).await.expect(201);
    let birch = app.person(Who::User).company.clone().unwrap();
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    batch.create(&CompanyHead { id: birch.id.clone(), name: birch.name, email_domains: vec![] });
    app.state.store.commit(batch).await.unwrap();
    let bills = format!(
        "number,company,issued,due,currency,description,unit_price,status\nA-1,{0},2026-02-01,2026-03-15,EUR,Work,50.00,sent\n\
         A-2,{0},2026-01-01,2026-02-01,EUR,Work,20.00,sent\nA-3,{0},2026-01-01,2026-02-01,USD,Work,20.00,draft\n",
        birch.id
    );
    let report = app.as_(Who::Admin).post("/api/manage/invoices/import").body(bills);
    let report = report.header("content-type", "text/csv").await.expect(200).json();
    assert_eq!(report["created"], 3, "{report}");
    for n in 0..60 {
        let news = json!({ "title": format!("News {n}"), "body": "Text", "status": "published" });
        let _ = app.as_(Who::Technician).post("/api/manage/announcements").json(&news).await.expect(201);
    }
    // The first look of a company after staff have written makes its board; every later one finds it.
    let (_, first) = dashboard(&app, Who::CompanyAdmin).await;
    assert_eq!(first, 4);
    let (full, cost) = dashboard(&app, Who::User).await;
    assert_eq!(cost, 2);
    assert_eq!((&full["open_tickets"], &full["unread_announcements"]), (&json!(1), &json!(50)));
    assert_eq!(full["recent_tickets"][0]["subject"], "Printer jams");
    assert_eq!(
        full["unpaid_invoices"],
        json!([{
            "currency": "EUR", "digits": 2, "unpaid": { "count": 2, "total": 7000 },
            "overdue": { "count": 1, "total": 2000 }, "paid": { "count": 0, "total": 0 },
            "credit": { "count": 0, "total": 0 },
        }])
    );
}
