//! Records that come in.

use proptest::prelude::*;
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{company, desk, numbers, push, record, totals};
use crate::model::{Invoice, Tally};
use crate::upsert::Outcome;

#[tokio::test]
async fn a_bad_record_is_reported_and_the_others_are_kept() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let report = push(
        &app,
        &[
            record(&birch, "A-1", &json!({})),
            record(&birch, "A-2", &json!({ "total": 5 })),
            record("cmp_00000000000000000000000000", "A-3", &json!({})),
            record(&birch, "A-1", &json!({ "number": "twice" })),
            json!("nonsense"),
            record(&birch, "A-4", &json!({ "status": "draft" })),
        ],
    )
    .await;
    assert_eq!((report.created, report.changed, report.unchanged, report.refused), (2, 0, 0, 4));
    let told =
        |place: usize| report.records[place].errors.as_ref().map(|wrong| wrong.0.keys().cloned().collect());
    assert_eq!(told(0), None::<Vec<String>>);
    assert_eq!(told(1), Some(vec!["total".to_owned()]));
    assert_eq!(told(2), Some(vec!["company".to_owned()]));
    assert_eq!(told(3), Some(vec!["external_id".to_owned()]));
    assert_eq!(told(4), Some(vec!["record".to_owned()]));
    assert_eq!(numbers(&app, Who::User, "portal", "").await, ["A-1"]);
    assert_eq!(numbers(&app, Who::Viewer, "manage", "?sort=oldest").await.len(), 2);
}

#[tokio::test]
async fn the_same_again_changes_nothing_and_a_change_changes_once() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let records: Vec<Value> = (0..120).map(|n| record(&birch, &format!("A-{n}"), &json!({}))).collect();
    assert_eq!(push(&app, &records).await.created, 120);
    let before = app.round_trips();
    assert_eq!(push(&app, &records).await.unchanged, 120);
    assert_eq!(app.round_trips() - before, 4, "the company and three batches that are only read");
    let paid = record(&birch, "A-7", &json!({ "status": "paid", "paid_on": "2026-02-20" }));
    let report = push(&app, std::slice::from_ref(&paid)).await;
    assert_eq!((report.changed, report.records[0].outcome), (1, Outcome::Changed));
    assert_eq!(push(&app, &[paid]).await.unchanged, 1);
    let sums = totals(&app, Who::User).await;
    assert_eq!(sums[0]["unpaid"], json!({ "count": 119, "total": 119 * 1190 }));
    assert_eq!(sums[0]["paid"], json!({ "count": 1, "total": 1190 }));
}

#[tokio::test]
async fn an_invoice_does_not_change_its_company() {
    let app = desk().await;
    let (birch, cedar) = (company(&app, Who::User).await, company(&app, Who::Stranger).await);
    push(&app, &[record(&birch, "A-1", &json!({}))]).await;
    let report = push(&app, &[record(&cedar, "A-1", &json!({}))]).await;
    assert!(report.records[0].errors.as_ref().unwrap().0.contains_key("company"));
    assert_eq!(numbers(&app, Who::Stranger, "portal", "").await, [""; 0]);
}

#[tokio::test]
async fn parallel_senders_lose_nothing() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    let send = |name: &'static str| {
        let records: Vec<Value> =
            (0..60).map(|n| record(&birch, &format!("{name}-{n}"), &json!({}))).collect();
        let app = &app;
        async move { push(app, &records).await.created }
    };
    let created = futures::join!(send("A"), send("B"), send("C"));
    assert_eq!(created, (60, 60, 60));
    assert_eq!(totals(&app, Who::User).await[0]["unpaid"]["count"], 180);
}

/// What the sums should be, counted anew from the invoices themselves.
async fn recount(app: &TestApp, birch: &str, ids: usize) -> Tally {
    let scope = app.scope("acme").await;
    let mut tally = Tally::empty(&shared::id::CompanyId::parse(birch).unwrap());
    for n in 0..ids {
        let id = shared::id::InvoiceId::named("acme", &n.to_string());
        if let Some(found) = app.state.store.get::<Invoice>(&scope, id.as_str()).await.unwrap() {
            tally.turn(None, &found.value).unwrap();
        }
    }
    tally
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_sums_are_those_of_the_invoices_whatever_came_before(
        steps in prop::collection::vec((0_usize..6, 0_usize..5, 0_usize..3, 1_i64..9_999, 1_i8..28), 1..40)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let app = desk().await;
            let birch = company(&app, Who::User).await;
            for part in steps.chunks(7) {
                let records: Vec<Value> = part
                    .iter()
                    .map(|(id, status, currency, price, day)| {
                        let status = ["draft", "sent", "paid", "overdue", "void"][*status];
                        let currency = ["EUR", "JPY", "KWD"][*currency];
                        let change = json!({
                            "status": status, "currency": currency, "tax": 0, "total": price,
                            "due_on": format!("2026-03-{day:02}"),
                            "lines": [{ "description": "x", "quantity": 1, "unit_price": price }],
                        });
                        record(&birch, &id.to_string(), &change)
                    })
                    .collect();
                push(&app, &records).await;
            }
            let scope = app.scope("acme").await;
            let counted = recount(&app, &birch, 6).await;
            let kept = app.state.store.get::<Tally>(&scope, &counted.id).await.unwrap();
            let kept = kept.map_or_else(|| Tally::empty(&counted.company), |stored| stored.value);
            prop_assert_eq!(kept, counted);
            Ok(())
        })?;
    }
}
