//! `POST /api/portal/uploads?name=` – a client uploads a file.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::{CreateProblems, Query};
use shared::problem::Problem;
use shared::session::ClientScope;

use super::uploads::{UploadQuery, take};
use crate::caller::Caller;
use crate::model::Attachment;

/// Takes in a file of at most 25 MB, for a comment within the next 24 hours.
///
/// Errors: 409 fifty unused files · 413 too large · 422 the name, or nothing in it.
#[utoipa::path(
    post,
    path = "/api/portal/uploads",
    tag = "tickets",
    operation_id = "upload_create",
    params(UploadQuery),
    request_body(content = String, content_type = "application/octet-stream", description = "The file's bytes"),
    responses((status = 201, description = "The file", body = Attachment), CreateProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Query(asked): Query<UploadQuery>,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    take(&app, &Caller::from(&client), &asked.name, body).await
}
