//! The team of a company, from outside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

mod invitations;

use futures::future::join;
use serde_json::{Value, json};
use shared::account::{Role, User};
use shared::session;
use shared_testing::{Answer, Client, TestApp, Who};

async fn app() -> TestApp {
    TestApp::new(team::router(), team::kinds()).await
}

async fn members(app: &TestApp, who: Who) -> Vec<Value> {
    let list = app.as_(who).get("/api/portal/team").await.expect(200).json();
    list["items"].as_array().unwrap().clone()
}

fn names(members: &[Value]) -> Vec<&str> {
    members.iter().map(|member| member["name"].as_str().unwrap()).collect()
}

async fn member(app: &TestApp, who: Who) -> Value {
    let id = app.person(who).id.to_string();
    members(app, Who::CompanyAdmin).await.into_iter().find(|member| member["id"] == id.as_str()).unwrap()
}

async fn edit(app: &TestApp, who: Who, body: &Value) -> Answer {
    let version = member(app, who).await["version"].as_u64().unwrap();
    let path = format!("/api/portal/team/{}", app.person(who).id);
    app.as_(Who::CompanyAdmin).patch(&path).if_match(version).json(body).await
}

async fn post(app: &TestApp, who: Who, verb: &str) -> Answer {
    app.as_(Who::CompanyAdmin).post(&format!("/api/portal/team/{}/{verb}", app.person(who).id)).await
}

/// Makes somebody an admin of their company, with an open session.
async fn promoted(app: &TestApp, who: Who) -> Client {
    let scope = app.scope("acme").await;
    let read = app.state.store.get::<User>(&scope, app.person(who).id.as_str()).await.unwrap().unwrap();
    let user = User { role: Role::CompanyAdmin, ..read.value.clone() };
    let tenant = app.state.directory.tenant(scope.tenant()).await.unwrap().unwrap();
    let (keys, clock, entropy) = (&app.state.keys, &*app.state.clock, &*app.state.entropy);
    let opened = session::open(keys, clock, entropy, &tenant, &user, "Test".into(), None).unwrap();
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &opened.user);
    app.state.store.commit(batch).await.unwrap();
    app.with_token(Some(opened.token))
}

#[tokio::test]
async fn sec_01_a_team_is_the_people_of_ones_own_company() {
    let app = app().await;
    let before = app.round_trips();
    let own = members(&app, Who::CompanyAdmin).await;
    assert_eq!(app.round_trips() - before, 1 + 1);
    assert_eq!(names(&own), ["CompanyAdmin", "CompanyReader", "OtherUser", "User"]);
    assert_eq!(names(&members(&app, Who::StrangerAdmin).await), ["Stranger", "StrangerAdmin"]);
    for who in [Who::User, Who::CompanyReader, Who::Admin] {
        let _ = app.as_(who).get("/api/portal/team").await.expect(403);
    }
    let found = app.as_(Who::CompanyAdmin).get("/api/portal/team?q=companyr").await.expect(200).json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let stranger = format!("/api/portal/team/{}", app.person(Who::Stranger).id);
    let admin = app.as_(Who::CompanyAdmin);
    let _ = admin.patch(&stranger).if_match(1).json(&json!({ "billing": false })).await.expect(404);
    for verb in ["disable", "enable", "invitation"] {
        let _ = admin.post(&format!("{stranger}/{verb}")).await.expect(404);
    }
}

#[tokio::test]
async fn somebody_is_invited_into_the_own_company_and_nowhere_else() {
    let app = app().await;
    let admin = app.as_(Who::CompanyAdmin);
    let body = json!({ "name": "Ivy", "email": "ivy@acme.example", "role": "user", "access": "company" });
    let invite = async || {
        admin.post("/api/portal/team").header("idempotency-key", "one").json(&body).await.expect(201).json()
    };
    let ivy = invite().await;
    assert_eq!(
        (&ivy["status"], &ivy["access"], &ivy["billing"]),
        (&json!("invited"), &json!("company"), &json!(true))
    );
    assert_eq!(invite().await["id"], ivy["id"], "the same request again is the same person");
    assert_eq!(members(&app, Who::CompanyAdmin).await.len(), 5);
    let _ =
        admin.post(&format!("/api/portal/team/{}/invitation", ivy["id"].as_str().unwrap())).await.expect(204);
    let _ = post(&app, Who::User, "invitation").await.expect(409);
    for (change, field) in [
        (json!({ "name": "" }), "name"),
        (json!({ "name": "x".repeat(101) }), "name"),
        (json!({ "email": "ivy" }), "email"),
        (json!({ "email": Who::User.email() }), "email"),
        (json!({ "email": "ivy@acme.example" }), "email"),
        (json!({ "name": "You won! Visit http://evil.example/prize now" }), "name"),
        (json!({ "name": "Ivy evil.com" }), "name"),
        (json!({ "name": "ivy@acme.example" }), "name"),
        (json!({ "role": "admin" }), "role"),
        (json!({ "access": "all" }), "access"),
        (json!({ "company": "cmp" }), "company"),
    ] {
        let mut wrong = body.clone();
        wrong["email"] = "new@acme.example".into();
        for (name, value) in change.as_object().unwrap() {
            wrong[name] = value.clone();
        }
        let answer = admin.post("/api/portal/team").json(&wrong).await.expect(422).json();
        assert!(answer["errors"][field].is_string(), "{answer}");
    }
}

#[tokio::test]
async fn roles_and_permissions_change_and_a_new_role_ends_the_sessions() {
    let app = app().await;
    let after =
        edit(&app, Who::User, &json!({ "access": "company", "billing": false })).await.expect(200).json();
    assert_eq!((&after["access"], &after["billing"]), (&json!("company"), &json!(false)));
    // Known, and no admin: the session goes on.
    let _ = app.as_(Who::User).get("/api/portal/team").await.expect(403);
    let after = edit(&app, Who::User, &json!({ "role": "company_admin" })).await.expect(200).json();
    assert_eq!(after["role"], "company_admin");
    let _ = app.as_(Who::User).get("/api/portal/team").await.expect(401);
    let path = format!("/api/portal/team/{}", app.person(Who::User).id);
    let _ = app
        .as_(Who::CompanyAdmin)
        .patch(&path)
        .if_match(1)
        .json(&json!({ "role": "user" }))
        .await
        .expect(412);
    let _ = app.as_(Who::CompanyAdmin).patch(&path).json(&json!({ "role": "user" })).await.expect(428);
}

#[tokio::test]
async fn nobody_takes_away_their_own_rights_and_a_team_keeps_an_admin() {
    let app = app().await;
    let _ = post(&app, Who::CompanyAdmin, "disable").await.expect(409);
    let _ = edit(&app, Who::CompanyAdmin, &json!({ "role": "user" })).await.expect(409);
    let second = promoted(&app, Who::User).await;
    let _ = post(&app, Who::User, "disable").await.expect(200);
    let _ = second.get("/api/portal/team").await.expect(401);
    let _ = post(&app, Who::User, "enable").await.expect(200);
    assert_eq!(member(&app, Who::User).await["status"], "active");
}

#[tokio::test]
async fn two_admins_who_demote_each_other_at_once_leave_one() {
    for _ in 0..25 {
        let app = app().await;
        let other = promoted(&app, Who::User).await;
        let path = |who: Who| format!("/api/portal/team/{}", app.person(who).id);
        let body = json!({ "role": "user" });
        let version = member(&app, Who::User).await["version"].as_u64().unwrap();
        let first = app.as_(Who::CompanyAdmin).patch(&path(Who::User)).if_match(version).json(&body).send();
        let second = other.patch(&path(Who::CompanyAdmin)).if_match(1).json(&body).send();
        let (first, second) = join(first, second).await;
        let done = [first.status(), second.status()].iter().filter(|status| **status == 200).count();
        assert_eq!(done, 1, "{} {}", first.status(), second.status());
    }
}
