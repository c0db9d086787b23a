//! What the staff keep to themselves changes nothing that a client can see, count, search or sort by.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared_testing::{TestApp, Who};

use super::desk::{act, at, desk, id, numbers, open, reply, set, show, upload};

/// Everything that a client can learn of tickets without changing anything.
async fn known(app: &TestApp, who: Who, ticket: &str) -> Value {
    let get = async |path: String| {
        let answer = app.as_(who).get(&path).await.expect(200);
        json!([answer.header("etag"), answer.json()])
    };
    let mut all = Vec::new();
    for query in ["", "?sort=created", "?status=open", "?q=grumble", "?q=printer", "?limit=1"] {
        all.push(get(format!("/api/portal/tickets{query}")).await);
    }
    all.push(get("/api/portal/dashboard".to_owned()).await);
    all.push(get(at(who, ticket, "")).await);
    all.push(get(at(who, ticket, "/comments?limit=1")).await);
    Value::Array(all)
}

#[tokio::test]
async fn sec_01_an_internal_note_leaves_no_trace_on_the_clients_side() {
    let app = desk().await;
    let ticket = id(&open(&app, Who::User, "Printer jams").await);
    app.clock.advance(SignedDuration::from_secs(10));
    open(&app, Who::User, "Another").await;
    let file = id(&upload(&app, Who::Technician, "grumble.txt", b"grumble").await);
    for who in [Who::User, Who::CompanyAdmin] {
        let before = known(&app, who, &ticket).await;
        app.clock.advance(SignedDuration::from_secs(60));
        reply(&app, &ticket, "grumble: they jammed it again", true).await;
        let after = known(&app, who, &ticket).await;
        assert_eq!(after, before, "{who:?}");
    }
    let note = json!({ "body": "grumble", "internal": true, "attachments": [file] });
    let _ = act(&app, Who::Technician, &ticket, "/comments", note).await.expect(201);
    let page = show(&app, Who::User, &ticket).await;
    assert_eq!((&page["message_count"], &page["attachment_count"]), (&json!(1), &json!(0)));
    let staff = show(&app, Who::Viewer, &ticket).await;
    assert_eq!((&staff["message_count"], &staff["attachment_count"]), (&json!(4), &json!(1)));
    assert_eq!(numbers(&app, Who::Viewer, "").await, [1, 2], "the note moves the ticket up in the queue");
    assert_eq!(numbers(&app, Who::User, "").await, [2, 1], "but not in the client's list");
}

#[tokio::test]
async fn an_internal_note_does_not_void_what_a_client_has_read() {
    let app = desk().await;
    let ticket = id(&open(&app, Who::User, "Printer jams").await);
    reply(&app, &ticket, "hm", true).await;
    let path = at(Who::User, &ticket, "/close");
    let closed = app.as_(Who::User).post(&path).if_match(1).json(&json!({})).await.expect(200);
    assert_eq!((closed.header("etag"), &closed.json()["version"]), ("\"2\"", &json!(2)));
    let late = app.as_(Who::User).post(&at(Who::User, &ticket, "/reopen")).if_match(1).json(&json!({})).await;
    assert_eq!((late.status(), &late.json()["code"]), (412, &json!("PRECONDITION_FAILED")));
}

#[tokio::test]
async fn a_note_with_a_status_shows_the_status_alone() {
    let app = desk().await;
    let ticket = id(&open(&app, Who::User, "Printer jams").await);
    let note = json!({ "body": "grumble", "internal": true, "status": "resolved" });
    let _ = act(&app, Who::Technician, &ticket, "/comments", note).await.expect(201);
    let page = show(&app, Who::User, &ticket).await;
    assert_eq!(page["status"], "resolved");
    assert!(!page.to_string().contains("grumble"));
    assert_eq!(page["comments"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn clients_know_the_staff_by_name_and_not_by_id() {
    let app = desk().await;
    let ticket = id(&open(&app, Who::User, "Printer jams").await);
    let technician = app.person(Who::Technician).id.to_string();
    set(&app, &ticket, json!({ "assignee": technician })).await;
    reply(&app, &ticket, "On it", false).await;
    let page = show(&app, Who::User, &ticket).await;
    assert_eq!(page["assignee"], json!({ "name": "Technician" }));
    assert!(!page.to_string().contains(&technician));
    assert_eq!(show(&app, Who::Viewer, &ticket).await["assignee"]["id"], technician.as_str());
}
