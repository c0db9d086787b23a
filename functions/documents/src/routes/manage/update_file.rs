//! `PUT /api/manage/documents/files/{id}` – staff say something else of a file, or share it with others.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::SharedFileKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Stored;
use shared::targets::Targets;

use super::super::FilePath;
use super::ReadVersion;
use super::file_edit::{FileEdit, heard_by, told};
use crate::store::file;
use crate::views::ManagedFile;

/// Changes what is said of a file and who sees it; its content stays.
///
/// Errors: 403 no admin · 404 unknown · 412 another version · 422 fields.
#[utoipa::path(
    put,
    path = "/api/manage/documents/files/{id}",
    tag = "documents",
    operation_id = "manage_document_file_update",
    params(FilePath, ReadVersion),
    request_body = FileEdit,
    responses((status = 200, description = "The file", body = ManagedFile), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<SharedFileKind>,
    expected: RequiredIfMatch,
    Body(edit): Body<FileEdit>,
) -> Result<WithETag<ManagedFile>, Problem> {
    let scope = staff.scope();
    let read = file(&app, scope, &id).await?;
    expected.check(read.version)?;
    let (about, companies) = edit.checked(&app, scope, read.value.ends_at()).await?;
    let mut after = read.value.clone();
    after.describe(about);
    let version = read.version + 1;
    let mut batch = app.store.batch(scope);
    batch.replace(&read, &after);
    batch.audit(&staff.person().actor(), "document.update", id.as_str());
    let mut event = told("document.changed", &after, version);
    // Those who saw it before hear that they no longer do.
    let both = Targets::union(&[&read.value.shown_to, &after.shown_to]);
    event.audience = heard_by(&both.unwrap_or_else(Targets::all));
    batch.event(event);
    let now = batch.now();
    app.store.commit(batch).await?;
    let stored = Stored { value: after, version, updated_at: now, ..read };
    Ok(WithETag::ok(version, ManagedFile::of(&stored, companies, now)))
}
