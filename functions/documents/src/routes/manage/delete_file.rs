//! `DELETE /api/manage/documents/files/{id}` – staff take a file back.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::app::App;
use shared::http::{IfMatch, PathId, WriteProblems};
use shared::id::{FileId, SharedFileKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::super::FilePath;
use super::file_edit::told;
use crate::store::{discard, file, remove};

/// Removes a file with all its contents.
///
/// Errors: 403 no admin · 404 unknown · 412 another version.
#[utoipa::path(
    delete,
    path = "/api/manage/documents/files/{id}",
    tag = "documents",
    operation_id = "manage_document_file_delete",
    params(FilePath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 204, description = "Removed"), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<SharedFileKind>,
    expected: IfMatch,
) -> Result<StatusCode, Problem> {
    let scope = staff.scope();
    let read = file(&app, scope, &id).await?;
    expected.check(read.version)?;
    let files: Vec<FileId> = read.value.versions().map(|version| version.file.clone()).collect();
    let mut batch = app.store.batch(scope);
    batch.delete(&read);
    discard(&mut batch, &staff.user().id, files.clone());
    let detail = json!({ "title": read.value.title });
    batch.audit_with(&staff.person().actor(), "document.delete", id.as_str(), detail);
    batch.event(told("document.deleted", &read.value, read.version + 1));
    app.store.commit(batch).await?;
    remove(&app, scope, &files).await;
    Ok(StatusCode::NO_CONTENT)
}
