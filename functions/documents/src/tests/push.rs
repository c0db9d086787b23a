//! Policies from another system.

use serde_json::{Value, json};
use shared::audit::Actor;
use shared::service_key::{self, KeyScope, NewKey};
use shared_testing::{Answer, TestApp, Who};

use super::office::{company, lines, office, policy};

pub(super) async fn key(app: &TestApp, scopes: &[KeyScope]) -> String {
    let scope = app.scope("acme").await;
    let new = NewKey { name: "Legal".into(), scopes: scopes.to_vec() };
    service_key::create(&app.state, Some(&scope), &Actor::operator(), new).await.unwrap().text
}

pub(super) async fn push(app: &TestApp, key: &str, version: u32, more: &Value, emails: &[&str]) -> Answer {
    let body =
        json!({ "external_id": "dpa-7", "version": version, "policy": policy(more), "emails": emails });
    let request = app.as_(Who::Nobody).post("/api/internal/signing/push").without("sec-fetch-site");
    request.header("x-integration-key", key).json(&body).await
}

#[tokio::test]
async fn a_pushed_policy_asks_those_it_names_and_a_repetition_changes_nothing() {
    let app = office().await;
    let key = key(&app, &[KeyScope::Signing]).await;
    let birch = company(&app, Who::User);
    let more = json!({ "signers": "people", "shown_to": { "all": false, "companies": [birch] } });
    let emails = [Who::User.email().to_uppercase()];
    let emails: Vec<&str> = emails.iter().map(String::as_str).collect();
    let first = push(&app, &key, 3, &more, &emails).await.expect(200).json();
    assert_eq!((&first["published_version"], &first["unchanged"]), (&json!(1), &json!(false)));
    assert_eq!(lines(&app, Who::User, "", "title").await, ["Acceptable use"]);
    assert!(lines(&app, Who::OtherUser, "", "title").await.is_empty());
    let again = push(&app, &key, 3, &more, &emails).await.expect(200).json();
    assert_eq!((&again["id"], &again["unchanged"]), (&first["id"], &json!(true)));
    let _ = push(&app, &key, 2, &more, &emails).await.expect(409);
    let text = json!({ "sections": [{ "heading": "", "body": "Other." }] });
    let next = push(&app, &key, 4, &text, &[]).await.expect(200).json();
    assert_eq!((&next["id"], &next["published_version"]), (&first["id"], &json!(2)));
    assert_eq!(lines(&app, Who::Stranger, "", "title").await, ["Acceptable use"]);
    let (one, two) = tokio::join!(push(&app, &key, 5, &more, &emails), push(&app, &key, 5, &more, &emails));
    let both = [one.expect(200).json(), two.expect(200).json()];
    assert_eq!(both.iter().filter(|answer| answer["unchanged"] == true).count(), 1);
}

#[tokio::test]
async fn wrong_pushes_are_refused_with_their_fields() {
    let app = office().await;
    let key = key(&app, &[KeyScope::Signing]).await;
    let people = json!({ "signers": "people" });
    let refused = push(&app, &key, 1, &people, &["nobody@acme.example"]).await.expect(422).json();
    assert!(refused["errors"]["emails[0]"].is_string());
    let refused = push(&app, &key, 0, &json!({}), &[]).await.expect(422).json();
    assert!(refused["errors"]["version"].is_string());
    let gap = json!({ "sections": [{ "heading": "", "body": "{{fee}}" }] });
    let refused = push(&app, &key, 1, &gap, &[]).await.expect(422).json();
    assert!(refused["errors"]["variables"].is_string());
    assert!(lines(&app, Who::User, "", "title").await.is_empty(), "nothing of it was kept");
}

#[tokio::test]
async fn sec_23_only_a_key_for_signing_pushes() {
    let app = office().await;
    let other = key(&app, &[KeyScope::TenantRead]).await;
    let _ = push(&app, &other, 1, &json!({}), &[]).await.expect(403);
    let _ = push(&app, "tsk_0_x_y", 1, &json!({}), &[]).await.expect(401);
    let right = key(&app, &[KeyScope::Signing]).await;
    let body = json!({ "tenant": "globex", "external_id": "a", "version": 1, "policy": policy(&json!({})) });
    let request = app.as_(Who::Nobody).post("/api/internal/signing/push").without("sec-fetch-site");
    let _ = request.header("x-integration-key", &right).json(&body).await.expect(404);
}
