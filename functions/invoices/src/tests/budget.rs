//! Round trips, as `docs` promise them, whatever the number of invoices.

use serde_json::{Value, json};
use shared::store::plan::plan;
use shared_testing::{TestApp, Who};

use super::desk::{company, desk, push, record};
use crate::list::{Sort, Wanted};
use crate::status::Status;

/// Round trips of a request, without the session's own.
async fn cost(app: &TestApp, who: Who, path: &str) -> u64 {
    let before = app.round_trips();
    let _ = app.as_(who).get(path).await.expect(200);
    app.round_trips() - before - 1
}

#[tokio::test]
async fn reading_takes_one_round_trip_for_few_and_for_many() {
    let app = desk().await;
    let birch = company(&app, Who::User).await;
    for many in [1, 300] {
        let records: Vec<Value> = (0..many).map(|n| record(&birch, &format!("A-{n}"), &json!({}))).collect();
        push(&app, &records).await;
        for query in
            ["", "?status=overdue", "?status=sent&sort=due_first", "?q=managed&sort=oldest", "?sort=due_last"]
        {
            assert_eq!(cost(&app, Who::User, &format!("/api/portal/invoices{query}")).await, 1, "{query}");
            assert_eq!(cost(&app, Who::Viewer, &format!("/api/manage/invoices{query}")).await, 1, "{query}");
        }
        assert_eq!(cost(&app, Who::User, "/api/portal/invoices/totals").await, 1);
        let id = shared::id::InvoiceId::named("acme", "A-0");
        assert_eq!(cost(&app, Who::User, &format!("/api/portal/invoices/{id}")).await, 1);
    }
}

#[test]
fn a_page_walks_past_nothing_however_many_invoices_there_are() {
    let company = shared::id::CompanyId::parse("cmp_00000000000000000000000001").unwrap();
    let today = jiff::civil::date(2026, 3, 2);
    let all = [Status::Draft, Status::Sent, Status::Paid, Status::Overdue, Status::Void, Status::Credit];
    for status in all.map(Some).into_iter().chain([None]) {
        for sort in [Sort::Newest, Sort::Oldest, Sort::DueFirst, Sort::DueLast] {
            for company in [Some(&company), None] {
                let wanted = Wanted { company, status, q: None, sort, drafts: true };
                let plan = plan(&wanted.query(today).unwrap()).unwrap();
                // By day of issue, what is sent is told from what is overdue on the way: unpaid invoices alone.
                let unpaid = matches!(status, Some(Status::Sent | Status::Overdue));
                let by_day = matches!(sort, Sort::Newest | Sort::Oldest);
                assert!(plan.is_bounded() || (unpaid && by_day), "{status:?} {sort:?}: {plan:?}");
            }
        }
    }
}
