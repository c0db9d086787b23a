//! What is sent at, over and under its limits.

use serde_json::{Value, json};
use shared_testing::Who;

use super::office::{company, draft, id, office, policy, share, upload};

#[tokio::test]
async fn wrong_fields_of_a_policy_are_all_named() {
    let app = office().await;
    let create = |body: Value| app.as_(Who::Admin).post("/api/manage/documents/policies").json(&body);
    let section =
        |heading: usize, body: usize| json!([{ "heading": "h".repeat(heading), "body": "b".repeat(body) }]);
    let staff = app.person(Who::Technician).id.clone();
    let cedar = app.person(Who::Stranger).id.clone();
    let birch = company(&app, Who::User);
    for (change, fields) in [
        (json!({ "title": "" }), vec!["title"]),
        (json!({ "title": "t".repeat(201), "issuer": " " }), vec!["title", "issuer"]),
        (json!({ "sections": [] }), vec!["sections"]),
        (json!({ "sections": section(201, 0) }), vec!["sections[0].heading", "sections[0].body"]),
        (json!({ "sections": section(1, 100_001) }), vec!["sections[0].body"]),
        (json!({ "variables": [{ "name": "Fee" }] }), vec!["variables[0].name"]),
        (json!({ "variables": [{ "name": "client_name" }] }), vec!["variables[0].name"]),
        (json!({ "variables": [{ "name": "a" }, { "name": "a" }] }), vec!["variables[1].name"]),
        (json!({ "variables": [{ "name": "a", "value": "v".repeat(501) }] }), vec!["variables[0].value"]),
        (json!({ "signers": "people" }), vec!["people"]),
        (json!({ "signers": "people", "people": [staff] }), vec!["people"]),
        (json!({ "shown_to": { "all": false, "companies": [] } }), vec!["shown_to"]),
        (
            json!({ "signers": "people", "people": [cedar], "shown_to": { "all": false, "companies": [birch] } }),
            vec!["people"],
        ),
    ] {
        let refused = create(policy(&change)).await.expect(422).json();
        for field in fields {
            assert!(refused["errors"][field].is_string(), "{field}: {refused}");
        }
    }
    let _ = create(policy(&json!({ "colour": 1 }))).await.expect(422);
    let most =
        json!({ "title": "t".repeat(200), "sections": section(200, 100_000), "issuer": "i".repeat(200) });
    let _ = create(policy(&most)).await.expect(201);
    let whole: Vec<Value> = (0..11).map(|_| json!({ "heading": "", "body": "b".repeat(95_000) })).collect();
    let refused = create(policy(&json!({ "sections": whole }))).await.expect(422).json();
    assert!(refused["errors"]["sections"].is_string());
}

#[tokio::test]
async fn a_deadline_that_is_over_is_not_published() {
    let app = office().await;
    let policy = draft(&app, json!({ "deadline": "2026-03-01" })).await;
    let path = format!("/api/manage/documents/policies/{}/publish", id(&policy));
    let refused = app.as_(Who::Admin).post(&path).if_match(1).await.expect(422).json();
    assert!(refused["errors"]["deadline"].is_string());
}

#[tokio::test]
async fn wrong_fields_of_a_file_are_all_named() {
    let app = office().await;
    let upload = upload(&app, Who::Admin, "a.txt", b"a").await;
    let send = |body: Value| app.as_(Who::Admin).post("/api/manage/documents/files").json(&body);
    let long = json!({ "upload": upload, "about": { "title": "t".repeat(201), "description": "d".repeat(2001), "expires_at": "2020-01-01T00:00:00Z" } });
    let refused = send(long).await.expect(422).json();
    for field in ["title", "description", "expires_at"] {
        assert!(refused["errors"][field].is_string(), "{field}: {refused}");
    }
    let _ =
        send(json!({ "upload": upload, "about": { "title": "A", "category": "other" } })).await.expect(422);
    let _ = send(json!({ "upload": "fil_x", "about": { "title": "A" } })).await.expect(422);
    let at =
        json!({ "upload": upload, "about": { "title": "t".repeat(200), "description": "d".repeat(2000) } });
    let _ = send(at).await.expect(201);
}

#[tokio::test]
async fn sec_18_only_known_filters_and_cursors_are_taken() {
    let app = office().await;
    share(&app, "A", json!({})).await;
    for query in [
        "?tab=other",
        "?sort=a",
        "?tab=files&category=x",
        "?cursor=abc",
        "?limit=0",
        "?limit=101",
        "?q=a&q=b",
    ] {
        let _ = app.as_(Who::User).get(&format!("/api/portal/documents{query}")).await.expect(422);
    }
    let long = "x".repeat(201);
    for path in ["portal/documents", "manage/documents/files", "manage/documents/policies"] {
        let _ = app
            .as_(if path.starts_with('p') { Who::User } else { Who::Viewer })
            .get(&format!("/api/{path}?q={long}"))
            .await
            .expect(422);
    }
}
