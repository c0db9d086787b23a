//! `/dev/mail`: what the mail catcher of one machine has caught. Served only where `PORTAL_DEV_MAIL` names its folder,
//! which the settings allow on `localhost` alone: it shows everybody's mail to everybody.

mod caught;

use std::path::PathBuf;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use shared::app::App;
use shared::problem::Problem;

use caught::{Caught, all, one};

/// The pages' own styles stand in them; frames show the mails.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'none'";
/// A mail in its frame: no scripts, links open beside it.
const FRAMED: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; \
     sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

/// The routes; none where no folder is named.
pub(crate) fn router(app: &App) -> Router<App> {
    if app.settings.dev_mail.is_none() {
        return Router::new();
    }
    Router::new()
        .route("/dev/mail", get(list))
        .route("/dev/mail.json", get(json))
        .route("/dev/mail/{name}", get(show))
        .route("/dev/mail/{name}/html", get(html))
}

/// Whose mails.
#[derive(Deserialize)]
struct Asked {
    to: Option<String>,
}

#[derive(Template)]
#[template(path = "dev_mail_list.html")]
struct List {
    mails: Vec<Caught>,
}

#[derive(Template)]
#[template(path = "dev_mail.html")]
struct Show {
    mail: Caught,
}

async fn list(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    page(&List { mails: found(&app, asked).await? }, POLICY)
}

async fn json(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Json<Vec<Caught>>, Problem> {
    Ok(Json(found(&app, asked).await?))
}

async fn show(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Problem> {
    page(&Show { mail: read(&app, name).await? }, POLICY)
}

async fn html(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Problem> {
    let mail = read(&app, name).await?;
    let body = mail.html.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let mut response = answer(body, FRAMED);
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

fn page(template: &impl Template, policy: &'static str) -> Result<Response, Problem> {
    Ok(answer(template.render().map_err(Problem::internal)?, policy))
}

fn answer(html: String, policy: &'static str) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let policy = HeaderValue::from_static(policy);
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy)], html).into_response()
}

fn folder(app: &App) -> Result<PathBuf, Problem> {
    app.settings.dev_mail.clone().ok_or(Problem::NotFound)
}

async fn found(app: &App, asked: Asked) -> Result<Vec<Caught>, Problem> {
    let folder = folder(app)?;
    let read = move || all(&folder, asked.to.as_deref());
    tokio::task::spawn_blocking(read).await.map_err(Problem::internal)?.map_err(Problem::internal)
}

async fn read(app: &App, name: String) -> Result<Caught, Problem> {
    let folder = folder(app)?;
    let read = move || one(&folder, &name);
    tokio::task::spawn_blocking(read).await.map_err(Problem::internal)?.ok_or(Problem::NotFound)
}
