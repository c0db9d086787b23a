//! What the tests share.

use serde_json::{Value, json};
use shared::account::{
    Access, CompanyRef, EmailReservation, Notifications, Role, User, UserStatus, login_key,
};
use shared::audit::{AUDIT, AuditLine};
use shared::event::{EVENT, Event};
use shared::id::{CompanyId, UserId};
use shared::store::{Query, sort_key};
use shared_testing::{Answer, TestApp, Who};

pub(crate) const PASSWORD: &str = "seven green bottles";

pub(crate) async fn app() -> TestApp {
    TestApp::new(admin::router(&[admin::COMPANIES, admin::USERS], &[]), admin::kinds()).await
}

/// Reads somebody as staff see them.
pub(crate) async fn user(app: &TestApp, id: &str) -> Value {
    app.as_(Who::Admin).get(&format!("/api/manage/users/{id}")).await.expect(200).json()
}

/// Adds a company; its id.
pub(crate) async fn company(app: &TestApp, name: &str) -> String {
    let answer =
        app.as_(Who::Admin).post("/api/manage/companies").json(&json!({ "name": name })).await.expect(201);
    answer.json()["id"].as_str().expect("an id").to_owned()
}

pub(crate) fn new_user(email: &str) -> Value {
    json!({ "name": "Nora Field", "email": email, "role": "user", "password": PASSWORD })
}

pub(crate) async fn add_user(app: &TestApp, company: &str, body: &Value) -> Answer {
    app.as_(Who::Admin).post(&format!("/api/manage/companies/{company}/users")).json(body).await
}

/// Writes `count` users of a company straight into the store: no test needs 250 hashes.
pub(crate) async fn fill(app: &TestApp, company: &str, name: &str, count: usize) {
    let scope = app.scope("acme").await;
    let company = CompanyRef { id: CompanyId::parse(company).expect("an id"), name: name.to_owned() };
    let numbers: Vec<usize> = (0..count).collect();
    for part in numbers.chunks(40) {
        let mut batch = app.state.store.batch(&scope);
        for number in part {
            let email = format!("person{number}@{}.example", company.id.as_str().to_lowercase());
            // Many share a name: pages must not lose anybody among equals.
            let name = format!("Person {}", number % 7);
            let user = User {
                id: UserId::mint(&*app.state.clock, &*app.state.entropy),
                login_key: login_key(&email),
                email,
                sort_name: sort_key(&name),
                name,
                role: Role::User,
                is_staff: false,
                access: Access::Own,
                company: Some(company.clone()),
                status: UserStatus::Active,
                password_hash: None,
                linked: shared::account::Linked::default(),
                devices: Vec::new(),
                epoch: 1,
                sessions: Vec::new(),
                login_count: 0,
                billing: true,
                last_login_at: batch.now(),
                language: None,
                time_zone: None,
                notifications: Notifications::default(),
                phone: None,
                avatar: None,
                mail_failure: None,
                security: shared::account::AccountSecurity::default(),
                uninvited: false,
                elsewhere: None,
            };
            batch.create(&EmailReservation::of(&user)).create(&user);
        }
        app.state.store.commit(batch).await.expect("the users are kept");
    }
}

/// In the order of the alphabet: the tests' clock stands, so records of one moment have no other.
pub(crate) fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// Names of all events and actions of all audit lines about an object, oldest first.
pub(crate) async fn records(app: &TestApp, object: &str) -> (Vec<String>, Vec<String>) {
    let scope = app.scope("acme").await;
    let events =
        app.state.store.query::<Event>(&scope, Query::of(&EVENT, "created_at").ascending().limit(1_000));
    let lines = Query::of(&AUDIT, "created_at").ascending().eq("object", object);
    let lines = app.state.store.query::<AuditLine>(&scope, lines).await.expect("the audit log");
    let events =
        events.await.expect("the events").items.into_iter().filter(|event| event.value.object == object);
    (
        events.map(|event| event.value.name).collect(),
        lines.items.into_iter().map(|line| line.value.action).collect(),
    )
}

/// The fields that an answer calls wrong.
#[track_caller]
pub(crate) fn wrong_fields(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status(), 422, "{}", answer.text());
    let body = answer.json();
    assert_eq!(body["code"], "VALIDATION_ERROR");
    body["errors"].as_object().expect("errors").keys().cloned().collect()
}

/// `body` with some fields replaced; null removes none.
pub(crate) fn with(body: &Value, change: &Value) -> Value {
    let mut body = body.clone();
    for (name, value) in change.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}
