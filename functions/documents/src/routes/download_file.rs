//! `GET /api/portal/documents/files/{id}/download` – a client opens or saves a shared file.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathId, Query, ReadProblems};
use shared::id::SharedFileKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::FilePath;
use super::link::{DownloadQuery, shared_file};
use crate::store::shown;

/// Leads to the content of a file that the caller sees, for at most five minutes. Every download is noted in the audit
/// log.
#[utoipa::path(
    get,
    path = "/api/portal/documents/files/{id}/download",
    tag = "documents",
    operation_id = "document_file_download",
    params(FilePath, DownloadQuery),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<SharedFileKind>,
    Query(asked): Query<DownloadQuery>,
) -> Result<Response, Problem> {
    let file = shown(&app, &client, &id).await?.value;
    shared_file(&app, (client.person(), client.scope()), &file, &file.current, asked.download).await
}
