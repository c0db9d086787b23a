//! Shared files in the store, and uploads on their way into them.

use jiff::Timestamp;
use shared::app::App;
use shared::files::FileKey;
use shared::id::{FileId, SharedFileId, UserId};
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::{Batch, Stored};
use shared::tenant::Scope;
use shared::upload::Upload;

use crate::model::{FileVersion, SharedFile};

/// An upload that becomes a file's content; it goes in the same batch.
pub(crate) struct Taken {
    /// The content.
    pub(crate) version: FileVersion,
    /// The record to delete.
    pub(crate) upload: Stored<Upload>,
}

/// Takes an upload of the person's.
///
/// Errors: 422 it is not there, another person's, or used already.
pub(crate) async fn taken(
    app: &App,
    scope: &Scope,
    upload: &FileId,
    (who, name): (&UserId, &str),
    now: Timestamp,
) -> Result<Taken, Problem> {
    let found = app.store.get::<Upload>(scope, upload.as_str()).await?;
    let gone = || Problem::field("upload", "This file is missing or was already used. Please add it again.");
    let upload = found.ok_or_else(gone)?;
    let file = upload.value.ready(who, now).ok_or_else(gone)?.clone();
    let version = FileVersion {
        number: 1,
        file: upload.value.id.clone(),
        name: upload.value.name.clone(),
        size: file.size,
        content_type: file.content_type,
        inline: file.inline,
        sha256: file.sha256,
        at: now,
        by: name.to_owned(),
    };
    Ok(Taken { version, upload })
}

/// A shared file, as staff see it.
pub(crate) async fn file(app: &App, scope: &Scope, id: &SharedFileId) -> Result<Stored<SharedFile>, Problem> {
    app.store.get::<SharedFile>(scope, id.as_str()).await?.ok_or(Problem::NotFound)
}

/// A shared file that the client sees now.
pub(crate) async fn shown(
    app: &App,
    client: &ClientScope,
    id: &SharedFileId,
) -> Result<Stored<SharedFile>, Problem> {
    let found = app.store.get::<SharedFile>(client.scope(), id.as_str()).await?;
    let now = app.clock.now();
    found.filter(|stored| stored.value.is_there(now)).ok_or(Problem::NotFound)
}

/// Lets go of files: their records are written in the batch, so that the sweep removes what a sudden end leaves.
pub(crate) fn discard(batch: &mut Batch<'_>, owner: &UserId, files: impl IntoIterator<Item = FileId>) {
    let now = batch.now();
    for file in files {
        batch.create(&Upload::discarded(file, owner.clone(), None, now));
    }
}

/// Removes the files of a batch that [`discard`] was part of; what fails, the sweep does.
pub(crate) async fn remove(app: &App, scope: &Scope, files: &[FileId]) {
    for file in files {
        if let Err(error) = app.files.delete(&FileKey::new(scope, file)).await {
            tracing::info!(%error, "a file stays until the sweep");
        }
    }
}
