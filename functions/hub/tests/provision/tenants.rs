//! Creating, suspending and resuming.

use serde_json::{Value, json};
use shared::audit::{AUDIT, AuditLine};
use shared::store::Query;
use shared_testing::Who;

use crate::{ALL, PATH, app, key, machine, post};

#[tokio::test]
async fn the_same_request_gives_the_same_tenant_and_another_is_a_conflict() {
    let app = app().await;
    let (_, key) = key(&app, &ALL).await;
    let new = json!({ "slug": "harbour-it", "name": "Harbour IT", "admin": { "email": "ada@harbour.example", "name": "Ada" } });
    let first = post(&app, PATH, &key, &new).await.expect(201);
    assert_eq!(first.header("location"), "/api/internal/tenants/harbour-it");
    let first = first.json();
    assert!(first["tenant_id"].as_str().unwrap().starts_with("tnt_"));
    assert_eq!((&first["tenant_slug"], &first["status"]), (&json!("harbour-it"), &json!("active")));
    let again = post(&app, PATH, &key, &new).await.expect(200).json();
    assert_eq!(again, first);
    for other in [
        json!({ "slug": "harbour-it", "name": "Harbor IT" }),
        json!({ "slug": "harbour-it", "name": "Harbour IT", "org_type": "mission" }),
    ] {
        let _ = post(&app, PATH, &key, &other).await.expect(409);
    }
    let read =
        machine(app.as_(Who::Nobody).get(&format!("{PATH}/harbour-it")), &key).await.expect(200).json();
    assert_eq!(read, first);
    let scope = app.scope("harbour-it").await;
    let lines = app
        .state
        .store
        .query::<AuditLine>(&scope, Query::of(&AUDIT, "created_at").ascending())
        .await
        .unwrap();
    let mut lines: Vec<_> = lines.items.iter().map(|line| line.value.action.as_str()).collect();
    lines.sort_unstable();
    assert_eq!(lines, ["tenant.create", "user.invite", "user.invite"]);
}

#[tokio::test]
async fn wrong_fields_are_named_all_at_once() {
    let app = app().await;
    let (_, key) = key(&app, &ALL).await;
    for (body, fields) in [
        (json!({ "slug": "A", "name": "" }), vec!["name", "slug"]),
        (json!({ "slug": "www", "name": "n".repeat(101) }), vec!["name", "slug"]),
        (
            json!({ "slug": "fine", "name": "Fine", "admin": { "email": "x", "name": "" } }),
            vec!["admin.email", "admin.name"],
        ),
        (
            json!({ "slug": "fine", "name": "Fine", "admin": { "email": "sam@b.example", "name": "Visit evil.com/x" } }),
            vec!["admin.name"],
        ),
        (json!({ "slug": "fine", "name": "Fine", "org_type": "bank" }), vec!["org_type"]),
        (json!({ "slug": "fine", "name": "Fine", "plan": "gold" }), vec!["plan"]),
    ] {
        let answer = post(&app, PATH, &key, &body).await.expect(422).json();
        let wrong: Vec<&String> = answer["errors"].as_object().unwrap().keys().collect();
        assert_eq!(wrong, fields, "{body}");
    }
    let longest = json!({ "slug": "a".repeat(40), "name": "n".repeat(100) });
    let _ = post(&app, PATH, &key, &longest).await.expect(201);
}

#[tokio::test]
async fn a_suspended_tenants_people_are_out_and_come_back() {
    let app = app().await;
    let (_, key) = key(&app, &ALL).await;
    let act = async |verb: &str| -> Value {
        post(&app, &format!("{PATH}/acme/{verb}"), &key, &json!({})).await.expect(200).json()
    };
    assert_eq!(act("suspend").await["status"], "suspended");
    let tenant = app.state.directory.tenant(app.scope("acme").await.tenant()).await.unwrap().unwrap();
    assert_eq!(tenant.status, shared::tenant::TenantStatus::Suspended);
    assert_eq!(act("suspend").await["status"], "suspended");
    assert_eq!(act("resume").await["status"], "active");
    for path in ["nobody-here/suspend", "nobody-here/resume", "UPPER/suspend"] {
        let _ = post(&app, &format!("{PATH}/{path}"), &key, &json!({})).await.expect(404);
    }
}
