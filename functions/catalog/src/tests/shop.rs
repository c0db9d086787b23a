//! A portal with this area alone, and the usual steps on it.

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use shared::app::App;
use shared::audit::Actor;
use shared::company::CompanyHead;
use shared::id::TicketId;
use shared::order::{Along, OrderedTicket, TicketOrder};
use shared::problem::Problem;
use shared::store::StoreError;
use shared::tenant::Scope;
use shared_testing::{TestApp, Who};

/// The staff's list.
pub(crate) const MANAGE: &str = "/api/manage/catalog/items";
/// The clients' list.
pub(crate) const PORTAL: &str = "/api/portal/catalog/items";

/// The portal with its companies.
pub(crate) async fn shop() -> TestApp {
    let app = TestApp::new(crate::router(open), crate::kinds()).await;
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    for who in [Who::User, Who::Stranger] {
        let company = app.person(who).company.clone().unwrap();
        batch.create(&CompanyHead { id: company.id, name: company.name, email_domains: Vec::new() });
    }
    app.state.store.commit(batch).await.unwrap();
    app
}

/// A published item, with other fields in place.
pub(crate) fn with(name: &str, more: &Value) -> Value {
    let mut edit = json!({
        "name": name, "category": "Hardware", "published": true,
        "fields": [{ "key": "why", "type": "text", "label": "What for", "required": true }],
    });
    for (field, value) in more.as_object().unwrap() {
        edit[field] = value.clone();
    }
    edit
}

/// Adds an item.
pub(crate) async fn add(app: &TestApp, name: &str, more: &Value) -> Value {
    app.as_(Who::Admin).post(MANAGE).json(&with(name, more)).await.expect(201).json()
}

/// Changes an item.
pub(crate) async fn change(app: &TestApp, of: &Value, more: &Value) -> Value {
    let path = format!("{MANAGE}/{}", id(of));
    let edit = with(of["name"].as_str().unwrap(), more);
    let version = of["version"].as_u64().unwrap();
    app.as_(Who::Admin).put(&path).if_match(version).json(&edit).await.expect(200).json()
}

/// Targets: the company of this person alone.
pub(crate) fn for_company_of(app: &TestApp, who: Who) -> Value {
    json!({ "all": false, "companies": [app.person(who).company.as_ref().unwrap().id] })
}

/// The id in an answer.
pub(crate) fn id(answer: &Value) -> String {
    answer["id"].as_str().expect("an id").to_owned()
}

/// The names of a list.
pub(crate) async fn names(app: &TestApp, who: Who, path: &str) -> Vec<String> {
    let list = app.as_(who).get(path).await.expect(200).json();
    list["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}

/// Opens tickets where the area of tickets is not there: everything but the ticket itself.
fn open<'a>(
    app: &'a App,
    scope: &'a Scope,
    _: &'a Actor,
    order: &'a TicketOrder,
    along: Along<'a>,
) -> BoxFuture<'a, Result<Result<OrderedTicket, StoreError>, Problem>> {
    async move {
        let mut found = app.store.read(scope, &order.reads).await?;
        let mut batch = app.store.batch(scope);
        let ticket = OrderedTicket { id: TicketId::mint(&*app.clock, &*app.entropy), number: 7 };
        along(&mut batch, &mut found, &ticket)?;
        Ok(app.store.commit(batch).await.map(|_| ticket))
    }
    .boxed()
}

/// Where requests are.
pub(crate) const REQUESTS: &str = "/api/portal/requests";

/// A request for an item in its present form.
pub(crate) fn wish(of: &Value, answers: &Value) -> Value {
    json!({ "item": id(of), "form_version": of["form_version"], "answers": answers })
}

/// Asks for an item with the answer that [`with`]'s form wants.
pub(crate) async fn ask(app: &TestApp, who: Who, of: &Value) -> Value {
    app.as_(who).post(REQUESTS).json(&wish(of, &json!({ "why": "Work" }))).await.expect(201).json()
}

/// A request as somebody sees it.
pub(crate) async fn see(app: &TestApp, who: Who, request: &Value) -> Value {
    app.as_(who).get(&format!("{REQUESTS}/{}", id(request))).await.expect(200).json()
}

/// Does something with a request.
pub(crate) async fn act(
    app: &TestApp,
    who: Who,
    request: &Value,
    what: &str,
    body: Value,
) -> shared_testing::Answer {
    app.as_(who).post(&format!("{REQUESTS}/{}/{what}", id(request))).json(&body).send().await
}
