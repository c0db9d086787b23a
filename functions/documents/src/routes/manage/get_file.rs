//! `GET /api/manage/documents/files/{id}` – one shared file.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::SharedFileKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::FilePath;
use super::file_edit::view;
use crate::store::file;
use crate::views::ManagedFile;

/// Shows a shared file with all its contents.
#[utoipa::path(
    get,
    path = "/api/manage/documents/files/{id}",
    tag = "documents",
    operation_id = "manage_document_file_get",
    params(FilePath),
    responses((status = 200, description = "The file", body = ManagedFile), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<SharedFileKind>,
) -> Result<WithETag<ManagedFile>, Problem> {
    let stored = file(&app, staff.scope(), &id).await?;
    Ok(WithETag::ok(stored.version, view(&app, staff.scope(), &stored).await?))
}
