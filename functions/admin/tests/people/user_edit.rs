//! Editing, disabling and enabling people.

use futures::future::join;
use serde_json::{Value, json};
use shared_testing::{Answer, TestApp, Who};

use crate::support::{app, records, user, wrong_fields};

async fn edit(app: &TestApp, who: Who, body: &Value) -> Answer {
    let id = app.person(who).id.to_string();
    let version = user(app, &id).await["version"].as_u64().unwrap();
    app.as_(Who::Admin).patch(&format!("/api/manage/users/{id}")).if_match(version).json(body).await
}

async fn post(app: &TestApp, by: Who, who: Who, verb: &str) -> Answer {
    app.as_(by).post(&format!("/api/manage/users/{}/{verb}", app.person(who).id)).await
}

#[tokio::test]
async fn every_field_is_kept_and_told_and_a_new_role_ends_the_sessions() {
    let app = app().await;
    let body = json!({ "name": "Una Field", "access": "company", "billing": false });
    let view = edit(&app, Who::User, &body).await.expect(200).json();
    assert_eq!(
        (&view["name"], &view["access"], &view["billing"]),
        (&json!("Una Field"), &json!("company"), &json!(false))
    );
    // Rights that are read with each request do not end a session.
    let _ = app.as_(Who::User).delete("/api/portal/impersonation").await.expect(200);
    let view = edit(&app, Who::User, &json!({ "role": "company_admin" })).await.expect(200).json();
    assert_eq!(view["role"], "company_admin");
    let _ = app.as_(Who::User).delete("/api/portal/impersonation").await.expect(401);
    let (events, lines) = records(&app, app.person(Who::User).id.as_str()).await;
    assert_eq!(lines, ["user.edit", "user.edit"]);
    assert_eq!(events, ["user.edited", "user.edited"]);
}

#[tokio::test]
async fn a_new_email_waits_for_its_owner_and_a_taken_one_is_refused() {
    let app = app().await;
    let view = edit(&app, Who::User, &json!({ "email": "una@acme.example" })).await.expect(200).json();
    assert_eq!(view["email"], json!(Who::User.email()));
    assert_eq!(view["pending_email"]["email"], "una@acme.example");
    // The session goes on, and the old address is still taken; the new one is whoever's confirms it first.
    let _ = app.as_(Who::User).delete("/api/portal/impersonation").await.expect(200);
    let taken = edit(&app, Who::OtherUser, &json!({ "email": Who::User.email().to_uppercase() })).await;
    assert_eq!(wrong_fields(&taken), ["email"]);
    let _ = edit(&app, Who::OtherUser, &json!({ "email": "UNA@acme.example" })).await.expect(200);
    let (mut events, lines) = records(&app, app.person(Who::User).id.as_str()).await;
    events.sort();
    assert_eq!(lines, ["user.edit"]);
    assert_eq!(events, ["email.announced", "email.asked", "user.edited"]);
}

#[tokio::test]
async fn wrong_fields_are_named_together() {
    let app = app().await;
    let body = json!({ "name": " ", "email": "nobody", "role": "technician" });
    assert_eq!(wrong_fields(&edit(&app, Who::User, &body).await), ["email", "name", "role"]);
    let body = json!({ "access": "own", "billing": true, "role": "user", "name": "x".repeat(101) });
    assert_eq!(
        wrong_fields(&edit(&app, Who::Technician, &body).await),
        ["access", "billing", "name", "role"]
    );
    let _ = edit(&app, Who::User, &json!({ "name": "x".repeat(100) })).await.expect(200);
}

#[tokio::test]
async fn a_stale_page_changes_nobody() {
    let app = app().await;
    let path = format!("/api/manage/users/{}", app.person(Who::User).id);
    let admin = app.as_(Who::Admin);
    let _ = admin.patch(&path).if_match(1).json(&json!({ "name": "First" })).await.expect(200);
    let _ = admin.patch(&path).if_match(1).json(&json!({ "name": "Second" })).await.expect(412);
    let _ = admin.patch(&path).json(&json!({ "name": "Second" })).await.expect(428);
    assert_eq!(user(&app, app.person(Who::User).id.as_str()).await["name"], "First");
}

#[tokio::test]
async fn sec_15_a_disabled_person_is_out_at_the_next_request() {
    let app = app().await;
    let _ = app.as_(Who::User).delete("/api/portal/impersonation").await.expect(200);
    let view = post(&app, Who::Admin, Who::User, "disable").await.expect(200).json();
    assert_eq!(view["status"], "disabled");
    let _ = app.as_(Who::User).delete("/api/portal/impersonation").await.expect(401);
    let view = post(&app, Who::Admin, Who::User, "enable").await.expect(200).json();
    assert_eq!(view["status"], "active");
    // Sessions of before stay over.
    let _ = app.as_(Who::User).delete("/api/portal/impersonation").await.expect(401);
    let version = view["version"].clone();
    let again = post(&app, Who::Admin, Who::User, "enable").await.expect(200).json();
    assert_eq!(again["version"], version, "what changes nothing is not written");
}

#[tokio::test]
async fn sec_15_an_admin_signs_somebody_out_everywhere() {
    let app = app().await;
    let _ = post(&app, Who::Admin, Who::OtherUser, "end-sessions").await.expect(200);
    let _ = app.as_(Who::OtherUser).delete("/api/portal/impersonation").await.expect(401);
    let _ = app.as_(Who::User).delete("/api/portal/impersonation").await.expect(200);
}

#[tokio::test]
async fn nobody_locks_themselves_out_and_the_last_admin_stays() {
    let app = app().await;
    let _ = post(&app, Who::Admin, Who::Admin, "disable").await.expect(409);
    let _ = edit(&app, Who::Admin, &json!({ "role": "viewer" })).await.expect(409);
    let _ = edit(&app, Who::Technician, &json!({ "role": "admin" })).await.expect(200);
    let _ = post(&app, Who::Admin, Who::Technician, "disable").await.expect(200);
    // A company may be left without an admin by its provider.
    let _ = post(&app, Who::Admin, Who::CompanyAdmin, "disable").await.expect(200);
}

#[tokio::test]
async fn two_admins_who_disable_each_other_at_once_leave_one() {
    for _ in 0..25 {
        let app = app().await;
        let scope = app.scope("acme").await;
        let read = app
            .state
            .store
            .get::<shared::account::User>(&scope, app.person(Who::Technician).id.as_str())
            .await
            .unwrap()
            .unwrap();
        let mut user = read.value.clone();
        user.role = shared::account::Role::Admin;
        let tenant = app.state.directory.tenant(scope.tenant()).await.unwrap().unwrap();
        let opened = shared::session::open(
            &app.state.keys,
            &*app.state.clock,
            &*app.state.entropy,
            &tenant,
            &user,
            "Test".into(),
            None,
        )
        .unwrap();
        let mut batch = app.state.store.batch(&scope);
        batch.replace(&read, &opened.user);
        app.state.store.commit(batch).await.unwrap();
        let other = app.with_token(Some(opened.token));
        let (one, two) = (app.person(Who::Admin).id.clone(), app.person(Who::Technician).id.clone());
        let first = app.as_(Who::Admin).post(&format!("/api/manage/users/{two}/disable")).send();
        let second = other.post(&format!("/api/manage/users/{one}/disable")).send();
        let (first, second) = join(first, second).await;
        let done = [first.status(), second.status()].iter().filter(|status| **status == 200).count();
        assert_eq!(done, 1, "{} {}", first.status(), second.status());
    }
}
