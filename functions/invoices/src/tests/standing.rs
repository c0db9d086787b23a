//! What is to be paid, overdue or owed to the client, and by whose day.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{company, desk, numbers, push, record, totals, zone};

/// 2026-03-03 at 01:21 UTC: still the second of March in Los Angeles.
async fn late_evening_in_los_angeles() -> TestApp {
    let app = desk().await;
    app.clock.advance(SignedDuration::from_mins(16 * 60 + 21));
    app
}

fn due(day: &str) -> Value {
    json!({ "issued_on": "2026-02-01", "due_on": day })
}

#[tokio::test]
async fn an_invoice_is_not_overdue_while_its_day_lasts_at_the_tenant() {
    let app = late_evening_in_los_angeles().await;
    let birch = company(&app, Who::User).await;
    push(&app, &[record(&birch, "A-1", &due("2026-03-02"))]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1");
    let path = format!("/api/portal/invoices/{id}");
    for (name, status, overdue) in [(None, "overdue", 1), (Some("America/Los_Angeles"), "sent", 0)] {
        if let Some(name) = name {
            zone(&app, name).await;
        }
        let shown = app.as_(Who::User).get(&path).await.expect(200).json();
        assert_eq!((&shown["status"], &shown["time_zone"]), (&json!(status), &json!(name.unwrap_or("UTC"))));
        assert_eq!(totals(&app, Who::User).await[0]["overdue"]["count"], overdue);
        assert_eq!(numbers(&app, Who::User, "portal", "?status=overdue").await.len(), overdue);
        let sums = app.as_(Who::User).get("/api/portal/invoices/totals").await.expect(200).json();
        assert_eq!(sums["time_zone"], name.unwrap_or("UTC"));
    }
}

#[tokio::test]
async fn a_payment_is_noted_on_the_tenants_day() {
    let app = late_evening_in_los_angeles().await;
    zone(&app, "America/Los_Angeles").await;
    let birch = company(&app, Who::User).await;
    push(&app, &[record(&birch, "A-1", &due("2026-03-15"))]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1");
    let path = format!("/api/manage/invoices/{id}");
    let admin = app.as_(Who::Admin);
    let tomorrow = json!({ "status": "paid", "paid_on": "2026-03-03" });
    let _ = admin.patch(&path).if_match(1).json(&tomorrow).await.expect(422);
    let paid = admin.patch(&path).if_match(1).json(&json!({ "status": "paid" })).await.expect(200).json();
    assert_eq!(paid["paid_on"], "2026-03-02");
}

#[tokio::test]
async fn nothing_is_to_be_paid_of_an_invoice_over_nothing() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let lines = json!([
        { "description": "Work", "quantity": 1, "unit_price": "100.00" },
        { "description": "Goodwill", "quantity": 1, "unit_price": "-100.00" }
    ]);
    let nothing = json!({ "issued_on": "2026-01-01", "due_on": "2026-01-10", "lines": lines, "tax": 0, "total": 0, "pay_link": "https://pay.example/1" });
    push(&app, &[record(&birch, "A-1", &nothing)]).await;
    assert_eq!(numbers(&app, Who::User, "portal", "?status=overdue").await, [""; 0]);
    assert_eq!(numbers(&app, Who::User, "portal", "?status=sent").await, [""; 0]);
    let sums = totals(&app, Who::User).await;
    assert_eq!((&sums[0]["unpaid"]["count"], &sums[0]["overdue"]["count"]), (&json!(0), &json!(0)));
    let id = shared::id::InvoiceId::named("acme", "A-1");
    let shown = app.as_(Who::User).get(&format!("/api/portal/invoices/{id}")).await.expect(200).json();
    assert_eq!(
        (&shown["status"], &shown["pay_link"], &shown["paid_on"]),
        (&json!("paid"), &Value::Null, &json!("2026-01-01"))
    );
    let path = format!("/api/manage/invoices/{id}");
    let _ = app.as_(Who::Admin).patch(&path).if_match(1).json(&json!({ "status": "sent" })).await.expect(409);
    assert_eq!(push(&app, &[record(&birch, "A-1", &nothing)]).await.unchanged, 1);
}

#[tokio::test]
async fn a_credit_is_kept_apart_from_what_is_to_be_paid_until_it_is_used() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let line = json!([{ "description": "Refund", "quantity": 1, "unit_price": -1_000 }]);
    let credit = json!({ "issued_on": "2026-01-01", "due_on": "2026-01-10", "lines": line, "tax": -190, "total": -1_190 });
    push(&app, &[record(&birch, "A-1", &json!({})), record(&birch, "C-1", &credit)]).await;
    let sum = |count: u64, total: i64| json!({ "count": count, "total": total });
    let sums = totals(&app, Who::User).await;
    assert_eq!(
        (&sums[0]["unpaid"], &sums[0]["credit"], &sums[0]["paid"]),
        (&sum(1, 1_190), &sum(1, -1_190), &sum(0, 0))
    );
    assert_eq!(numbers(&app, Who::User, "portal", "?status=credit").await, ["C-1"]);
    assert_eq!(numbers(&app, Who::User, "portal", "?status=overdue").await, [""; 0]);
    let id = shared::id::InvoiceId::named("acme", "C-1");
    let path = format!("/api/manage/invoices/{id}");
    let set = async |version: u64, status: &str| {
        app.as_(Who::Admin).patch(&path).if_match(version).json(&json!({ "status": status })).await
    };
    let _ = set(1, "sent").await.expect(409);
    let _ = set(1, "credit").await.expect(422);
    assert_eq!(set(1, "paid").await.expect(200).json()["status"], "paid");
    let sums = totals(&app, Who::User).await;
    assert_eq!((&sums[0]["credit"], &sums[0]["paid"]), (&sum(0, 0), &sum(1, -1_190)));
    assert_eq!(set(2, "sent").await.expect(200).json()["status"], "credit", "taken back");
    assert_eq!(set(3, "void").await.expect(200).json()["status"], "void");
    assert_eq!(totals(&app, Who::User).await[0]["credit"], sum(0, 0));
    let pdf = app.as_(Who::User).get(&format!("/api/portal/invoices/{id}/pdf")).await.expect(200);
    assert!(pdf.bytes().starts_with(b"%PDF-1."));
}

#[tokio::test]
async fn prices_finer_than_a_cent_come_in_and_go_out_as_texts() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let lines = json!([{ "description": "Text messages", "quantity": 1_001, "unit_price": "0.175" }]);
    push(&app, &[record(&birch, "A-1", &json!({ "lines": lines, "tax": 0, "total": 17_518 }))]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1");
    let shown = app.as_(Who::User).get(&format!("/api/portal/invoices/{id}")).await.expect(200).json();
    let line = json!({ "description": "Text messages", "quantity": "1001", "unit_price": "0.175", "amount": 17_518 });
    assert_eq!(shown["lines"], json!([line]));
}
