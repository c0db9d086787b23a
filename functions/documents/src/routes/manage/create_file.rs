//! `POST /api/manage/documents/files` – staff share a file.

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once};
use shared::id::{FileId, SharedFileId};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::{StoreError, Stored};
use utoipa::ToSchema;

use super::created;
use super::file_edit::{FileEdit, told};
use crate::model::SharedFile;
use crate::store::taken;
use crate::views::ManagedFile;

/// A file to be shared.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSharedFile {
    /// The content: what `POST /api/manage/uploads` has given.
    upload: FileId,
    /// What it is called, what it is about, and who sees it.
    about: FileEdit,
}

/// Shares a file that the caller has uploaded.
///
/// Errors: 403 no admin · 422 fields, or the upload is not there, another person's, or used already.
#[utoipa::path(
    post,
    path = "/api/manage/documents/files",
    tag = "documents",
    operation_id = "manage_document_file_create",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition harmless")),
    request_body = NewSharedFile,
    responses(
        (status = 201, description = "The file", body = ManagedFile,
            headers(("Location" = String, description = "Its address"))),
        CreateProblems
    )
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(new): Body<NewSharedFile>,
) -> Result<Response, Problem> {
    let (scope, user) = (staff.scope(), staff.user());
    let once = Once::new(&key, user.id.as_str(), "document.file.create", &new)?;
    // A repetition finds its upload used; its answer is kept.
    let again = StoreError::Conflict { index: 0 };
    if let Some(before) = once.replay::<ManagedFile>(&app.store, scope, &again).await? {
        return Ok(answer(before));
    }
    let (about, companies) = new.about.checked(&app, scope, None).await?;
    let taken = taken(&app, scope, &new.upload, (&user.id, &user.name), app.clock.now()).await?;
    let id = SharedFileId::mint(&*app.clock, &*app.entropy);
    let file = SharedFile::new(id, about, taken.version);
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    let made = Stored { value: file, version: 1, created_at: now, updated_at: now, tag: Default::default() };
    let view = ManagedFile::of(&made, companies, now);
    once.keep(&mut batch, &view)?;
    batch.create(&made.value).delete(&taken.upload);
    batch.audit(&staff.person().actor(), "document.share", made.value.id.as_str());
    batch.event(told("document.shared", &made.value, 1));
    match app.store.commit(batch).await {
        Ok(_) => Ok(answer(view)),
        Err(error) => match once.replay(&app.store, scope, &error).await? {
            Some(before) => Ok(answer(before)),
            None => Err(error.into()),
        },
    }
}

fn answer(view: ManagedFile) -> Response {
    created(&format!("/api/manage/documents/files/{}", view.id), view.version, view)
}
