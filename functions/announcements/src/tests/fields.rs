//! What is accepted and what is refused, by field.

use serde_json::{Value, json};
use shared_testing::Who;

use super::office::{MANAGE, id, office, with, write};

#[tokio::test]
async fn fields_are_accepted_at_their_limits_and_refused_beyond() {
    let app = office().await;
    let foreign = app.person(Who::ForeignUser).company.clone().unwrap().id;
    let cases: Vec<(Value, &str)> = vec![
        (json!({ "title": "x".repeat(200) }), ""),
        (json!({ "title": "x".repeat(201) }), "title"),
        (json!({ "title": " " }), "title"),
        (json!({ "body": "é".repeat(20_000) }), ""),
        (json!({ "body": "é".repeat(20_001) }), "body"),
        (json!({ "body": "" }), "body"),
        (json!({ "body": "", "status": "draft" }), ""),
        (json!({ "status": "scheduled" }), "publish_at"),
        (json!({ "status": "scheduled", "publish_at": "2026-03-02T09:00:00Z" }), "publish_at"),
        (json!({ "status": "scheduled", "publish_at": "2026-03-02T09:00:01Z" }), ""),
        (json!({ "status": "scheduled", "publish_at": "2032-01-01T00:00:00Z" }), "publish_at"),
        (json!({ "expires_at": "2026-03-02T09:00:00Z" }), "expires_at"),
        (json!({ "expires_at": "2032-01-01T00:00:00Z" }), "expires_at"),
        (
            json!({ "status": "scheduled", "publish_at": "2026-03-04T00:00:00Z", "expires_at": "2026-03-03T00:00:00Z" }),
            "expires_at",
        ),
        (json!({ "status": "gone" }), "status"),
        (json!({ "severity": "loud" }), "severity"),
        (json!({ "shown_to": { "all": false, "companies": [] } }), "shown_to"),
        (json!({ "shown_to": { "all": false, "companies": [foreign] } }), "shown_to"),
        (json!({ "shown_to": { "all": true, "companies": [foreign] } }), "shown_to"),
        (json!({ "colour": "red" }), "colour"),
    ];
    for (more, field) in cases {
        let status = if field.is_empty() { 201 } else { 422 };
        let answer = app.as_(Who::Technician).post(MANAGE).json(&with("Title", &more)).await.expect(status);
        if !field.is_empty() {
            assert!(answer.json()["errors"][field].is_string(), "{more}: {}", answer.text());
        }
    }
    let several = json!({ "title": "", "body": "", "expires_at": "2020-01-01T00:00:00Z", "shown_to": { "all": false } });
    let refused = app.as_(Who::Technician).post(MANAGE).json(&with("", &several)).await.expect(422).json();
    let wrong: Vec<&String> = refused["errors"].as_object().unwrap().keys().collect();
    assert_eq!(wrong, ["body", "expires_at", "shown_to", "title"], "all that is wrong is told at once");
}

#[tokio::test]
async fn viewers_read_and_technicians_write() {
    let app = office().await;
    let made = write(&app, "Title", &json!({})).await;
    let path = format!("{MANAGE}/{}", id(&made));
    let _ = app.as_(Who::Viewer).get(&path).await.expect(200);
    let _ = app.as_(Who::Viewer).post(MANAGE).json(&with("No", &json!({}))).await.expect(403);
    let _ = app.as_(Who::Viewer).put(&path).if_match(1).json(&with("No", &json!({}))).await.expect(403);
    let _ = app.as_(Who::Viewer).delete(&path).await.expect(403);
    let _ = app.as_(Who::User).get(&path).await.expect(403);
}
