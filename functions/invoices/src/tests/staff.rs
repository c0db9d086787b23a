//! What staff do with invoices.

use serde_json::{Value, json};
use shared_testing::{Answer, TestApp, Who};

use super::desk::{company, desk, push, record, totals};

async fn set(app: &TestApp, who: Who, id: &str, version: u64, update: Value) -> Answer {
    app.as_(who).patch(&format!("/api/manage/invoices/{id}")).if_match(version).json(&update).await
}

#[tokio::test]
async fn a_payment_is_noted_and_taken_back_and_what_is_void_stays_so() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    push(&app, &[record(&birch, "A-1", &json!({}))]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1").to_string();
    let paid = set(&app, Who::Admin, &id, 1, json!({ "status": "paid" })).await.expect(200);
    assert_eq!(paid.header("etag"), "\"2\"");
    let paid = paid.json();
    assert_eq!((&paid["status"], &paid["paid_on"]), (&json!("paid"), &json!("2026-03-02")));
    assert_eq!(totals(&app, Who::User).await[0]["paid"]["count"], 1);
    let _ = set(&app, Who::Admin, &id, 1, json!({ "status": "sent" })).await.expect(412);
    let _ = set(&app, Who::Admin, &id, 2, json!({ "status": "void" })).await.expect(409);
    let back = set(&app, Who::Admin, &id, 2, json!({ "status": "sent" })).await.expect(200).json();
    assert_eq!((&back["status"], &back["paid_on"]), (&json!("sent"), &Value::Null));
    let _ = set(&app, Who::Admin, &id, 3, json!({ "status": "void" })).await.expect(200);
    assert_eq!(totals(&app, Who::User).await, json!([]));
    let _ = set(&app, Who::Admin, &id, 4, json!({ "status": "sent" })).await.expect(409);
    for (field, update) in [
        ("status", json!({ "status": "overdue" })),
        ("status", json!({ "status": "draft" })),
        ("status", json!({})),
        ("note", json!({ "status": "paid", "note": "x" })),
    ] {
        let refused = set(&app, Who::Admin, &id, 4, update).await.expect(422).json();
        assert!(refused["errors"].get(field).is_some(), "{refused}");
    }
}

#[tokio::test]
async fn a_payment_lies_between_the_invoice_and_today() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    push(&app, &[record(&birch, "A-1", &json!({}))]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1").to_string();
    for (day, status) in [("2026-01-31", 422), ("2026-03-03", 422), ("2026-02-01", 200)] {
        let _ =
            set(&app, Who::Admin, &id, 1, json!({ "status": "paid", "paid_on": day })).await.expect(status);
    }
}

#[tokio::test]
async fn only_admins_change_and_the_version_is_asked_for() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    push(&app, &[record(&birch, "A-1", &json!({}))]).await;
    let id = shared::id::InvoiceId::named("acme", "A-1").to_string();
    for (who, status) in
        [(Who::Technician, 403), (Who::Viewer, 403), (Who::CompanyAdmin, 403), (Who::ForeignAdmin, 404)]
    {
        let _ = set(&app, who, &id, 1, json!({ "status": "void" })).await.expect(status);
    }
    let path = format!("/api/manage/invoices/{id}");
    let _ = app.as_(Who::Admin).patch(&path).json(&json!({ "status": "void" })).await.expect(428);
}
