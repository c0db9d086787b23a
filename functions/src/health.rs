//! Liveness and readiness: whether the process lives, and whether it can do its work.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use shared::app::App;
use shared::store::Partition;
use utoipa::ToSchema;

/// A probe gets its answer within this time, whatever the stores do.
const PATIENCE: Duration = Duration::from_secs(3);

/// Liveness.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`
    status: &'static str,
    /// Version of the program.
    version: &'static str,
}

/// Tells that the process lives, without asking any store: a probe that restarts the program asks this.
#[utoipa::path(get, path = "/api/health", operation_id = "health_get", tag = "service",
    responses((status = 200, body = Health)))]
pub(crate) async fn live() -> Json<Health> {
    Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

/// Readiness.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    /// `ready`, or `unavailable` where one of the stores does not answer.
    status: &'static str,
    /// The document store: `ok` or `unavailable`.
    documents: &'static str,
    /// The file store: `ok` or `unavailable`.
    files: &'static str,
}

/// Tells whether both stores answer within three seconds: a probe that decides whether requests are sent here asks
/// this. A program that is not ready needs no restart. Why a store is unavailable stands in the log.
#[utoipa::path(get, path = "/api/health/ready", operation_id = "health_ready", tag = "service",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness, description = "A store does not answer.")))]
pub(crate) async fn ready(State(app): State<App>) -> Response {
    let documents = async {
        // What it holds does not matter, nor whether it is there.
        app.store.adapter().get(&Partition::Directory("outbox".into()), "outbox").await.map(drop)
    };
    let (documents, files) =
        tokio::join!(answers("documents", documents), answers("files", app.files.ready()));
    let all = documents && files;
    let word = |good: bool| if good { "ok" } else { "unavailable" };
    let body = Readiness {
        status: if all { "ready" } else { "unavailable" },
        documents: word(documents),
        files: word(files),
    };
    let status = if all { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let never_kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, never_kept, Json(body)).into_response()
}

async fn answers<E: std::fmt::Display>(store: &str, asked: impl Future<Output = Result<(), E>>) -> bool {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::warn!(store, %error, "not ready");
            false
        }
        Err(_) => {
            tracing::warn!(store, seconds = PATIENCE.as_secs(), "not ready: no answer in time");
            false
        }
    }
}
