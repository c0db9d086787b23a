//! Functions that the Functions host calls by itself: `POST /<name>` with the trigger's payload.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Extension, Json, Router};
use serde_json::{Value, json};
use shared::app::App;
use shared::outbox::Outbox;
use shared::problem::Problem;
use shared::settings::Settings;
use shared::timer::{Fired, Timer};

use crate::areas;

/// The triggers' routes; none where no Functions host stands in front.
pub(crate) fn router(settings: &Settings, mails: Outbox) -> Router<App> {
    if !settings.functions_host {
        return Router::new();
    }
    let mut router = Router::new().route("/sweep", post(sweep)).route("/outbox", post(outbox));
    for timer in areas::timers() {
        let name = format!("/{}", timer.name);
        router = router.route(&name, post(move |State(app): State<App>| fire(app, timer)));
    }
    router.route_layer(Extension(mails)).route_layer(from_fn(from_host))
}

/// Lets the host's own calls pass. What the host forwards from outside always carries the headers that are refused
/// here, and nobody outside can remove them.
async fn from_host(request: Request, next: Next) -> Response {
    if is_hosts_own(request.headers()) { next.run(request).await } else { Problem::NotFound.into_response() }
}

fn is_hosts_own(headers: &HeaderMap) -> bool {
    let has = |name: &str| headers.contains_key(name);
    let forwarded = has("x-ms-invocation-id") || has("x-forwarded-for") || has("x-forwarded-host");
    has("x-azure-functions-invocationid") && !forwarded
}

/// Removes what has expired. Safe to run twice at once and to be killed anywhere.
async fn sweep(State(app): State<App>) -> Result<Json<Value>, Problem> {
    let removed = expired(&app).await?;
    Ok(told(&format!("{removed} expired records removed")))
}

/// Turns events into mails and delivers what is due. Safe to run twice at once and to be killed anywhere.
async fn outbox(State(app): State<App>, Extension(mails): Extension<Outbox>) -> Result<Json<Value>, Problem> {
    let ran = mails.run(&app).await?;
    Ok(told(&format!("{} events heard, {} mails sent", ran.heard, ran.sent)))
}

/// Runs a timer's jobs.
async fn fire(app: App, timer: Timer) -> Result<Json<Value>, Problem> {
    Ok(told(&match timer.fire(&app).await? {
        Fired::Leased => "another machine is at it".to_owned(),
        Fired::Done(did, failed) if failed.is_empty() => format!("{did} done"),
        Fired::Done(did, failed) => format!("{did} done; failed: {}", failed.join(", ")),
    }))
}

/// The answer that the Functions host expects.
fn told(line: &str) -> Json<Value> {
    Json(json!({ "Outputs": {}, "Logs": [line], "ReturnValue": null }))
}

/// Removes expired records and their files; how many records went.
pub(crate) async fn expired(app: &App) -> Result<u64, Problem> {
    tickets::sweep_uploads(app).await?;
    app.limits.tidy();
    Ok(app.store.adapter().sweep(app.clock.now(), 1_000).await?)
}
