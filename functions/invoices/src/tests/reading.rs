//! What clients see, and what they do not.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared_testing::Who;

use super::desk::{company, desk, numbers, push, record, totals};
use crate::model::Invoice;

async fn some() -> (shared_testing::TestApp, String) {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let cedar = company(&app, Who::Stranger).await;
    push(
        &app,
        &[
            record(&birch, "A-1", &json!({ "issued_on": "2026-01-01", "due_on": "2026-02-01" })),
            record(&birch, "A-2", &json!({ "issued_on": "2026-02-02", "due_on": "2026-03-02" })),
            record(&birch, "A-3", &json!({ "issued_on": "2026-02-03", "due_on": null, "currency": "JPY" })),
            record(&birch, "A-4", &json!({ "issued_on": "2026-02-04", "status": "paid" })),
            record(
                &birch,
                "A-5",
                &json!({ "issued_on": "2026-02-05", "status": "void", "note": "Sent twice" }),
            ),
            record(&birch, "A-6", &json!({ "issued_on": "2026-02-06", "status": "draft" })),
            record(&cedar, "C-1", &json!({})),
        ],
    )
    .await;
    (app, birch)
}

#[tokio::test]
async fn filters_search_and_order_find_the_right_invoices() {
    let (app, birch) = some().await;
    for (query, expected) in [
        ("", vec!["A-5", "A-4", "A-3", "A-2", "A-1"]),
        ("?sort=oldest", vec!["A-1", "A-2", "A-3", "A-4", "A-5"]),
        ("?sort=due_first&status=sent", vec!["A-2", "A-3"]),
        ("?sort=due_last", vec!["A-3", "A-5", "A-4", "A-2", "A-1"]),
        ("?status=overdue", vec!["A-1"]),
        ("?status=sent", vec!["A-3", "A-2"]),
        ("?status=paid", vec!["A-4"]),
        ("?status=void&q=twice", vec!["A-5"]),
        ("?status=draft", vec![]),
        ("?status=draft&q=a", vec![]),
        ("?q=MANAGED+serv", vec!["A-5", "A-4", "A-3", "A-2", "A-1"]),
        ("?q=a+4", vec!["A-4"]),
        ("?q=nothing", vec![]),
    ] {
        assert_eq!(numbers(&app, Who::User, "portal", query).await, expected, "{query}");
    }
    for (query, expected) in [
        ("?status=draft".to_owned(), vec!["A-6"]),
        ("?q=cedar".to_owned(), vec!["C-1"]),
        (format!("?company={birch}&status=overdue&sort=due_first"), vec!["A-1"]),
        (format!("?company={birch}&q=sent&sort=due_last"), vec!["A-5"]),
    ] {
        assert_eq!(numbers(&app, Who::Viewer, "manage", &query).await, expected, "{query}");
    }
    app.clock.advance(SignedDuration::from_hours(16));
    assert_eq!(numbers(&app, Who::User, "portal", "?status=overdue&sort=oldest").await, ["A-1", "A-2"]);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let records: Vec<Value> = (0..25).map(|n| record(&birch, &format!("A-{n}"), &json!({}))).collect();
    push(&app, &records).await;
    for sort in ["newest", "oldest", "due_first", "due_last"] {
        let (mut path, mut seen) = (format!("/api/portal/invoices?limit=4&sort={sort}"), Vec::new());
        loop {
            let page = app.as_(Who::User).get(&path).await.expect(200).json();
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["number"].to_string()));
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            let _ = app.as_(Who::OtherUser).get(&format!("{path}&cursor={cursor}")).await;
            path = format!("/api/portal/invoices?limit=4&sort={sort}&cursor={cursor}");
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 25, "{sort}");
    }
}

#[tokio::test]
async fn sec_18_only_known_filters_orders_and_cursors_are_taken() {
    let (app, _) = some().await;
    for query in
        ["?sort=total", "?status=late", "?order=1", "?cursor=abc", "?limit=0", "?limit=101", "?q=a&q=b"]
    {
        let _ = app.as_(Who::User).get(&format!("/api/portal/invoices{query}")).await.expect(422);
        let _ = app.as_(Who::Viewer).get(&format!("/api/manage/invoices{query}")).await.expect(422);
    }
    let long = "x".repeat(201);
    let _ = app.as_(Who::User).get(&format!("/api/portal/invoices?q={long}")).await.expect(422);
}

#[tokio::test]
async fn sec_01_who_may_not_read_invoices_reads_none() {
    let (app, _) = some().await;
    let page = app.as_(Who::User).get("/api/portal/invoices").await.expect(200).json();
    let id = page["items"][0]["id"].as_str().unwrap().to_owned();
    let drafts = app.as_(Who::Viewer).get("/api/manage/invoices?status=draft").await.expect(200).json();
    let draft = drafts["items"][0]["id"].as_str().unwrap().to_owned();
    let one = format!("/api/portal/invoices/{id}");
    let _ = app.as_(Who::CompanyAdmin).get(&one).await.expect(200);
    for who in [Who::Stranger, Who::StrangerAdmin, Who::ForeignUser] {
        let _ = app.as_(who).get(&one).await.expect(404);
    }
    let _ = app.as_(Who::User).get(&format!("/api/portal/invoices/{draft}")).await.expect(404);
    let viewed = format!("/api/portal/invoices/{draft}/viewed");
    let _ = app.as_(Who::User).post(&viewed).json(&json!({})).await.expect(404);

    // The company admin takes the permission away.
    let scope = app.scope("acme").await;
    let store = &app.state.store;
    let read =
        store.get::<shared::account::User>(&scope, app.person(Who::User).id.as_str()).await.unwrap().unwrap();
    let mut without = read.value.clone();
    without.billing = false;
    let mut batch = store.batch(&scope);
    batch.replace(&read, &without);
    store.commit(batch).await.unwrap();
    for path in ["", "/totals", "/export", &format!("/{id}")] {
        let _ = app.as_(Who::User).get(&format!("/api/portal/invoices{path}")).await.expect(403);
    }
    let _ = app.as_(Who::User).post(&format!("{one}/viewed")).json(&json!({})).await.expect(403);
    let _ = app.as_(Who::OtherUser).get(&one).await.expect(200);
}

#[tokio::test]
async fn the_first_look_is_noted_once_and_the_sender_does_not_undo_it() {
    let (app, birch) = some().await;
    let page = app.as_(Who::User).get("/api/portal/invoices?q=a+2").await.expect(200).json();
    let id = page["items"][0]["id"].as_str().unwrap().to_owned();
    let view = || app.as_(Who::User).post(&format!("/api/portal/invoices/{id}/viewed")).json(&json!({}));
    let _ = view().await.expect(204);
    app.clock.advance(SignedDuration::from_hours(1));
    let _ = view().await.expect(204);
    let again = json!({ "issued_on": "2026-02-02", "due_on": "2026-03-02" });
    assert_eq!(push(&app, &[record(&birch, "A-2", &again)]).await.unchanged, 1);
    let shown = app.as_(Who::Viewer).get(&format!("/api/manage/invoices/{id}")).await.expect(200).json();
    assert_eq!((&shown["viewed_at"], &shown["version"]), (&json!("2026-03-02T09:00:00Z"), &json!(2)));
}

#[tokio::test]
async fn totals_tell_currencies_apart_and_what_is_overdue_today() {
    let (app, _) = some().await;
    let sums = totals(&app, Who::CompanyAdmin).await;
    let sum = |count: u64, total: i64| json!({ "count": count, "total": total });
    assert_eq!(sums[0]["currency"], "EUR");
    assert_eq!((&sums[0]["unpaid"], &sums[0]["overdue"]), (&sum(2, 2380), &sum(1, 1190)));
    assert_eq!(sums[0]["paid"], sum(1, 1190));
    assert_eq!((&sums[1]["currency"], &sums[1]["digits"]), (&json!("JPY"), &json!(0)));
    assert_eq!((&sums[1]["unpaid"], &sums[1]["overdue"]), (&sum(1, 1190), &sum(0, 0)));
    app.clock.advance(SignedDuration::from_hours(16));
    assert_eq!(totals(&app, Who::User).await[0]["overdue"], sum(2, 2380), "no timer has run");
    assert_eq!(totals(&app, Who::Stranger).await[0]["unpaid"], sum(1, 1190));
}

#[tokio::test]
async fn a_shown_invoice_says_what_can_be_paid_where() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let pay = |status: &str| json!({ "status": status, "pay_link": "https://pay.example/1" });
    push(&app, &[record(&birch, "A-1", &pay("sent")), record(&birch, "A-2", &pay("paid"))]).await;
    for (number, link) in [("A-1", json!("https://pay.example/1")), ("A-2", Value::Null)] {
        let id = shared::id::InvoiceId::named("acme", number);
        let shown = app.as_(Who::User).get(&format!("/api/portal/invoices/{id}")).await.expect(200);
        assert_eq!(shown.header("etag"), "\"1\"");
        let shown = shown.json();
        assert_eq!(shown["pay_link"], link);
        assert_eq!((&shown["total"], &shown["digits"]), (&json!(1190), &json!(2)));
        let line = json!({ "description": "Managed services", "quantity": "2.5", "unit_price": "4.00", "amount": 1000 });
        assert_eq!(shown["lines"], json!([line]));
    }
    let scope = app.scope("acme").await;
    let id = shared::id::InvoiceId::named("acme", "A-1");
    let kept = app.state.store.get::<Invoice>(&scope, id.as_str()).await.unwrap().unwrap().value;
    let text = serde_json::to_string(&kept).unwrap();
    assert!(!text.contains("1190.") && !text.contains("11.9"), "money is whole numbers: {text}");
}
