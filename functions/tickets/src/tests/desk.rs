//! A portal with this area alone, and the usual steps on it.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde_json::{Value, json};
use shared::app::App;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared_testing::{Answer, TestApp, Who};

use crate::dashboard::TicketNews;

/// The portal, with the dashboard as far as this area fills it.
pub(crate) async fn desk() -> TestApp {
    let router = crate::router(nobody_follows).route("/api/portal/dashboard", get(dashboard));
    TestApp::new(router, crate::kinds()).await
}

async fn dashboard(client: ClientScope, State(app): State<App>) -> Result<Json<TicketNews>, Problem> {
    let ids = crate::dashboard::ids(&client);
    let mut found = app.store.read(client.scope(), &ids).await?;
    let recent = crate::dashboard::recent(&app, &client).await?;
    crate::dashboard::news(&app, &client, &mut found, recent).map(Json)
}

/// The address of a ticket on the caller's side, with what follows it.
pub(crate) fn at(who: Who, id: &str, rest: &str) -> String {
    let side = if matches!(who, Who::Admin | Who::Technician | Who::Viewer | Who::ForeignAdmin) {
        "manage"
    } else {
        "portal"
    };
    format!("/api/{side}/tickets/{id}{rest}")
}

/// Opens a ticket.
pub(crate) async fn open(app: &TestApp, who: Who, subject: &str) -> Value {
    let new = json!({ "subject": subject, "description": "It does not work." });
    app.as_(who).post("/api/portal/tickets").json(&new).await.expect(201).json()
}

/// The id of a ticket that `who` opened.
pub(crate) async fn ticket(app: &TestApp, who: Who) -> String {
    id(&open(app, who, "Printer jams").await)
}

/// The id in an answer.
pub(crate) fn id(answer: &Value) -> String {
    answer["id"].as_str().expect("an id").to_owned()
}

/// Posts to a ticket.
pub(crate) async fn act(app: &TestApp, who: Who, id: &str, what: &str, body: Value) -> Answer {
    app.as_(who).post(&at(who, id, what)).json(&body).await
}

/// Writes to a ticket.
pub(crate) async fn say(app: &TestApp, who: Who, id: &str, body: &str) -> Value {
    act(app, who, id, "/comments", json!({ "body": body })).await.expect(201).json()
}

/// Answers as the staff does, with a note where `internal`.
pub(crate) async fn reply(app: &TestApp, id: &str, body: &str, internal: bool) -> Value {
    let new = json!({ "body": body, "internal": internal });
    act(app, Who::Technician, id, "/comments", new).await.expect(201).json()
}

/// Sets a ticket's properties.
pub(crate) async fn set(app: &TestApp, id: &str, update: Value) -> Value {
    let path = at(Who::Technician, id, "");
    app.as_(Who::Technician).patch(&path).json(&update).await.expect(200).json()
}

/// The ticket's page.
pub(crate) async fn show(app: &TestApp, who: Who, id: &str) -> Value {
    app.as_(who).get(&at(who, id, "")).await.expect(200).json()
}

/// Uploads a file.
pub(crate) async fn upload(app: &TestApp, who: Who, name: &str, bytes: &'static [u8]) -> Value {
    let side = if app.person(who).is_staff { "manage" } else { "portal" };
    let path = format!("/api/{side}/uploads?name={name}");
    app.as_(who).post(&path).body(bytes).await.expect(201).json()
}

/// Somebody's id.
pub(crate) fn person(app: &TestApp, who: Who) -> String {
    app.person(who).id.to_string()
}

/// The numbers of a list's tickets.
pub(crate) async fn numbers(app: &TestApp, who: Who, query: &str) -> Vec<u64> {
    let path = at(who, "", "").trim_end_matches('/').to_owned() + query;
    let list = app.as_(who).get(&path).await.expect(200).json();
    list["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| item["number"].as_u64().expect("a number"))
        .collect()
}

/// No other area stands beside this one.
pub(crate) fn nobody_follows(
    _: &mut shared::store::Batch<'_>,
    _: &mut shared::store::Found,
    _: shared::order::Outcome<'_>,
) -> Result<(), Problem> {
    Ok(())
}
