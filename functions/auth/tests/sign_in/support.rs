//! What the tests share.

use serde_json::{Value, json};
use shared::account::User;
use shared::event::{EVENT, Event};
use shared::store::{Query, Stored};
use shared::tenant::{TenantSlug, TenantStatus};
use shared_testing::{Answer, PASSWORD, Request, TestApp, Who};

pub(crate) async fn app() -> TestApp {
    let kinds = auth::kinds().into_iter().chain([&shared::company::COMPANY_BY_PSA]).collect();
    TestApp::new(auth::router(), kinds).await
}

pub(crate) fn attempt(app: &TestApp, tenant: &str, email: &str, password: &str) -> Request {
    let body = json!({ "tenant": tenant, "email": email, "password": password });
    app.as_(Who::Nobody).post("/api/auth/login").json(&body)
}

pub(crate) fn login(app: &TestApp, who: Who) -> Request {
    attempt(app, who.tenant(), &who.email(), PASSWORD)
}

/// The token that an answer sets; fails the test where it sets none.
#[track_caller]
pub(crate) fn token(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie");
    let token = cookie.strip_prefix("portal_session=").and_then(|rest| rest.split(';').next());
    token.filter(|token| !token.is_empty()).expect(cookie).to_owned()
}

/// The status that a token gets at its next request.
pub(crate) async fn status_of(app: &TestApp, token: &str) -> u16 {
    app.with_token(Some(token.to_owned())).get("/api/auth/session").await.status()
}

pub(crate) async fn stored(app: &TestApp, who: Who) -> Stored<User> {
    let scope = app.scope(who.tenant()).await;
    let id = app.person(who).id.as_str();
    app.state.store.get(&scope, id).await.expect("the store").expect("the person")
}

/// Changes somebody's account behind the portal's back.
pub(crate) async fn edit(app: &TestApp, who: Who, change: impl FnOnce(&mut User)) {
    let scope = app.scope(who.tenant()).await;
    let read = stored(app, who).await;
    let mut user = read.value.clone();
    change(&mut user);
    let mut batch = app.state.store.batch(&scope);
    batch.replace(&read, &user);
    app.state.store.commit(batch).await.expect("the change is kept");
}

pub(crate) async fn set_status(app: &TestApp, tenant: &str, status: TenantStatus) {
    let slug = TenantSlug::parse(tenant).expect("a slug");
    app.state.directory.set_status(&slug, status).await.expect("the tenant");
}

/// A problem's body without what differs between any two answers.
pub(crate) fn problem(answer: &Answer) -> Value {
    let mut body = answer.json();
    body.as_object_mut().expect("an object").remove("trace_id");
    body
}

/// Names of the events about an object, in the order of the alphabet.
pub(crate) async fn events(app: &TestApp, object: &str) -> Vec<String> {
    let scope = app.scope("acme").await;
    let all = app
        .state
        .store
        .query::<Event>(&scope, Query::of(&EVENT, "created_at"))
        .await
        .expect("the store")
        .items;
    let mut names: Vec<String> = all
        .into_iter()
        .map(|event| event.value)
        .filter(|event| event.object == object)
        .map(|event| event.name)
        .collect();
    names.sort();
    names
}
