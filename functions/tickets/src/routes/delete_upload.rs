//! `DELETE /api/portal/uploads/{id}` – a client takes an unused file back.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::FileKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::uploads::{UploadPath, discard};
use crate::caller::Caller;

/// Removes an upload of the caller that no comment uses.
///
/// Errors: 404 not theirs, used, or gone.
#[utoipa::path(
    delete,
    path = "/api/portal/uploads/{id}",
    tag = "tickets",
    operation_id = "upload_delete",
    params(UploadPath),
    responses((status = 204, description = "Removed"), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<FileKind>,
) -> Result<StatusCode, Problem> {
    discard(&app, &Caller::from(&client), &id).await
}
