//! `GET /api/portal/requests/{id}/files/{file_id}` – a client opens a file of a request.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathIds, ReadProblems};
use shared::id::{FileKind, RequestKind};
use shared::problem::Problem;
use shared::session::ClientScope;

use super::requests::{RequestFilePath, file};
use crate::requests::visible;

/// Leads to a file of a request that the caller sees, for at most five minutes.
///
/// Errors: 404 unknown or not visible.
#[utoipa::path(
    get,
    path = "/api/portal/requests/{id}/files/{file_id}",
    tag = "catalog",
    operation_id = "request_file_get",
    params(RequestFilePath),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathIds(id, file_id): PathIds<RequestKind, FileKind>,
) -> Result<Response, Problem> {
    let stored = visible(&app, &client, &id).await?;
    file(&app, client.scope(), &stored.value, &file_id).await
}
