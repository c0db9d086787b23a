//! A portal with this area alone, and the usual steps on it.

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde_json::{Value, json};
use shared::app::App;
use shared::company::CompanyHead;
use shared::problem::Problem;
use shared::session::ClientScope;
use shared_testing::{TestApp, Who};

use crate::dashboard::AnnouncementNews;

/// The staff's list.
pub(crate) const MANAGE: &str = "/api/manage/announcements";
/// The clients' list.
pub(crate) const PORTAL: &str = "/api/portal/announcements";

/// The portal with its companies, and with the dashboard as far as this area fills it.
pub(crate) async fn office() -> TestApp {
    let router = crate::router().route("/api/portal/dashboard", get(dashboard));
    let app = TestApp::new(router, crate::kinds()).await;
    let scope = app.scope("acme").await;
    let mut batch = app.state.store.batch(&scope);
    for who in [Who::User, Who::Stranger] {
        let company = app.person(who).company.clone().unwrap();
        let head = CompanyHead { id: company.id, name: company.name, email_domains: Vec::new() };
        batch.create(&head);
    }
    app.state.store.commit(batch).await.unwrap();
    app
}

async fn dashboard(client: ClientScope, State(app): State<App>) -> Result<Json<AnnouncementNews>, Problem> {
    let mut found = app.store.read(client.scope(), &crate::dashboard::ids(&client)).await?;
    crate::dashboard::news(&app, &client, &mut found).await.map(Json)
}

/// What a person's dashboard says.
pub(crate) async fn news(app: &TestApp, who: Who) -> Value {
    app.as_(who).get("/api/portal/dashboard").await.expect(200).json()
}

/// How many announcements a person has not read.
pub(crate) async fn unread(app: &TestApp, who: Who) -> u64 {
    news(app, who).await["unread_announcements"].as_u64().unwrap()
}

/// An announcement to all clients, with other fields in place.
pub(crate) fn with(title: &str, more: &Value) -> Value {
    let mut edit = json!({ "title": title, "body": "The **text**.", "status": "published" });
    for (field, value) in more.as_object().unwrap() {
        edit[field] = value.clone();
    }
    edit
}

/// Writes an announcement.
pub(crate) async fn write(app: &TestApp, title: &str, more: &Value) -> Value {
    app.as_(Who::Technician).post(MANAGE).json(&with(title, more)).await.expect(201).json()
}

/// Changes an announcement.
pub(crate) async fn rewrite(app: &TestApp, of: &Value, more: &Value) -> Value {
    let path = format!("{MANAGE}/{}", id(of));
    let edit = with(of["title"].as_str().unwrap(), more);
    let version = of["version"].as_u64().unwrap();
    app.as_(Who::Technician).put(&path).if_match(version).json(&edit).await.expect(200).json()
}

/// Targets: the company of this person alone.
pub(crate) fn for_company_of(app: &TestApp, who: Who) -> Value {
    json!({ "all": false, "companies": [app.person(who).company.as_ref().unwrap().id] })
}

/// The id in an answer.
pub(crate) fn id(answer: &Value) -> String {
    answer["id"].as_str().expect("an id").to_owned()
}

/// The titles of a list.
pub(crate) async fn titles(app: &TestApp, who: Who, path: &str) -> Vec<String> {
    let list = app.as_(who).get(path).await.expect(200).json();
    let title = |item: &Value| item["title"].as_str().unwrap().to_owned();
    list["items"].as_array().unwrap().iter().map(title).collect()
}

/// Marks as read.
pub(crate) async fn read(app: &TestApp, who: Who, of: &Value) {
    let _ = app.as_(who).post(&format!("{PORTAL}/{}/read", id(of))).await.expect(204);
}
