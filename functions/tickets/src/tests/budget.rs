//! Round trips, as `docs` promise them, whatever the number of tickets.

use serde_json::json;
use shared_testing::{TestApp, Who};

use super::desk::{at, desk, id, open, person, upload};

/// Round trips of a request, without the session's own.
async fn cost(app: &TestApp, who: Who, path: &str) -> u64 {
    let before = app.round_trips();
    let _ = app.as_(who).get(path).await.expect(200);
    app.round_trips() - before - 1
}

#[tokio::test]
async fn reading_keeps_to_its_round_trips() {
    let app = desk().await;
    let ticket = id(&open(&app, Who::User, "First").await);
    for who in [Who::User, Who::CompanyAdmin] {
        assert_eq!(cost(&app, who, "/api/portal/tickets").await, 1);
        assert_eq!(cost(&app, who, "/api/portal/tickets?q=first&status=open").await, 2);
        assert_eq!(cost(&app, who, "/api/portal/tickets?q=absent").await, 1);
        assert_eq!(cost(&app, who, "/api/portal/tickets?q=--").await, 1);
        assert_eq!(cost(&app, who, &at(who, &ticket, "")).await, 2);
        assert_eq!(cost(&app, who, "/api/portal/dashboard").await, 2);
    }
    assert_eq!(cost(&app, Who::Viewer, "/api/manage/tickets?status=open&priority=medium&q=first").await, 2);
    assert_eq!(cost(&app, Who::Viewer, &at(Who::Viewer, &ticket, "")).await, 2);
    assert_eq!(cost(&app, Who::Viewer, "/api/manage/tickets/summary").await, 2);
}

#[tokio::test]
async fn opening_takes_two_round_trips_with_files_watchers_and_a_key() {
    let app = desk().await;
    let file = id(&upload(&app, Who::User, "a.txt", b"hello").await);
    let new = json!({
        "subject": "Everything", "description": "Text", "attachments": [file],
        "watchers": [person(&app, Who::OtherUser), person(&app, Who::CompanyAdmin)],
    });
    let before = app.round_trips();
    let request = app.as_(Who::User).post("/api/portal/tickets").header("idempotency-key", "k").json(&new);
    let _ = request.await.expect(201);
    assert_eq!(app.round_trips() - before - 1, 2);

    let before = app.round_trips();
    let new = json!({
        "company": app.person(Who::User).company.as_ref().unwrap().id, "submitter": person(&app, Who::User),
        "subject": "For them", "description": "They called.",
    });
    let _ = app.as_(Who::Technician).post("/api/manage/tickets").json(&new).await.expect(201);
    assert_eq!(app.round_trips() - before - 1, 2);
}
