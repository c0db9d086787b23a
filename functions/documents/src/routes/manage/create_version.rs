//! `POST /api/manage/documents/files/{id}/versions` – staff give a file another content.

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, IfMatch, Once, PathId};
use shared::id::{FileId, SharedFileKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::{StoreError, Stored};
use utoipa::ToSchema;

use super::super::FilePath;
use super::created;
use super::file_edit::{companies, told};
use crate::store::{discard, file, remove, taken};
use crate::views::ManagedFile;

/// Another content.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVersion {
    /// What `POST /api/manage/uploads` has given.
    upload: FileId,
}

/// Replaces a file's content. The 20 contents before it are kept for staff.
///
/// Errors: 403 no admin · 404 unknown · 412 another version · 422 the upload is not there, another person's, or used already.
#[utoipa::path(
    post,
    path = "/api/manage/documents/files/{id}/versions",
    tag = "documents",
    operation_id = "manage_document_file_replace",
    params(
        FilePath,
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition harmless"),
        ("If-Match" = Option<String>, Header, description = "The ETag that was read")
    ),
    request_body = NewVersion,
    responses((status = 201, description = "The file", body = ManagedFile), CreateProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<SharedFileKind>,
    key: IdempotencyKey,
    expected: IfMatch,
    Body(new): Body<NewVersion>,
) -> Result<Response, Problem> {
    let (scope, user) = (staff.scope(), staff.user());
    let once = Once::new(&key, user.id.as_str(), "document.file.replace", &(&id, &new))?;
    let again = StoreError::Conflict { index: 0 };
    if let Some(before) = once.replay::<ManagedFile>(&app.store, scope, &again).await? {
        return Ok(answer(before));
    }
    let read = file(&app, scope, &id).await?;
    expected.check(read.version)?;
    let taken = taken(&app, scope, &new.upload, (&user.id, &user.name), app.clock.now()).await?;
    let mut after = read.value.clone();
    let gone = after.replace(taken.version);
    let companies = companies(&app, scope, &after.shown_to).await?;
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    let version = read.version + 1;
    let stored = Stored {
        value: after,
        version,
        created_at: read.created_at,
        updated_at: now,
        tag: Default::default(),
    };
    let view = ManagedFile::of(&stored, companies, now);
    once.keep(&mut batch, &view)?;
    batch.replace(&read, &stored.value).delete(&taken.upload);
    discard(&mut batch, &user.id, gone.clone());
    let detail = json!({ "version": stored.value.current.number, "name": stored.value.current.name });
    batch.audit_with(&staff.person().actor(), "document.replace", id.as_str(), detail);
    batch.event(told("document.changed", &stored.value, version));
    match app.store.commit(batch).await {
        Ok(_) => {
            remove(&app, scope, gone.as_slice()).await;
            Ok(answer(view))
        }
        Err(error) => match once.replay(&app.store, scope, &error).await? {
            Some(before) => Ok(answer(before)),
            None => Err(error.into()),
        },
    }
}

fn answer(view: ManagedFile) -> Response {
    created(&format!("/api/manage/documents/files/{}", view.id), view.version, view)
}
