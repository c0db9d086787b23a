//! `GET /api/manage/requests/{id}/files/{file_id}` – staff open a file of a request.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathIds, ReadProblems};
use shared::id::{FileKind, RequestKind};
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::requests::{RequestFilePath, file};
use crate::requests::request;

/// Leads to a file of a request, for at most five minutes.
///
/// Errors: 404 unknown.
#[utoipa::path(
    get,
    path = "/api/manage/requests/{id}/files/{file_id}",
    tag = "catalog",
    operation_id = "manage_request_file_get",
    params(RequestFilePath),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathIds(id, file_id): PathIds<RequestKind, FileKind>,
) -> Result<Response, Problem> {
    let stored = request(&app, staff.scope(), &id).await?;
    file(&app, staff.scope(), &stored.value, &file_id).await
}
