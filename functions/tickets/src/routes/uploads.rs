//! Taking in files and throwing them away again, for either side.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use bytes::{Bytes, BytesMut};
use futures::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use shared::app::App;
use shared::edition::Edition;
use shared::files::sniff::{HEAD, Sniffed, clean_name, sniff};
use shared::files::{Content, FileError, FileKey};
use shared::id::FileId;
use shared::problem::Problem;
use shared::store::{Query, StoreError, Stored};
use utoipa::IntoParams;

use crate::caller::Caller;
use crate::model::{Attachment, UPLOAD, UPLOAD_LIFE, Upload, UploadedFile};

/// Bytes of a file at most.
pub(crate) const LARGEST: u64 = 25 * 1024 * 1024;
/// Files that one person may have lying unused.
const UNUSED: u64 = 50;
/// How often further files of the same person may be faster: as many as there can be, and some that fail.
const TRIES: usize = 60;

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadQuery {
    /// The file's name; folders and what cannot be seen are taken off.
    pub(crate) name: String,
}

/// The file's id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct UploadPath {
    /// The file.
    id: FileId,
}

/// Streams a file to the store. Its record is written first, so that the sweep finds whatever an interruption leaves.
pub(crate) async fn take(
    app: &App,
    caller: &Caller,
    name: &str,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    let name = clean_name(name).map_err(|sentence| Problem::field("name", sentence))?;
    if body.size_hint().lower() > LARGEST {
        return Err(FileError::TooLarge { limit: LARGEST }.into());
    }
    // What is not announced may be as much as is allowed.
    let announced = body.size_hint().exact().unwrap_or(LARGEST);
    let (sniffed, content) = begin(body, &name).await?;
    let _space = app.storage.reserve(caller.scope().tenant(), announced).await?;
    let mut stored = record(app, caller, name).await?;
    let key = FileKey::new(caller.scope(), &stored.value.id);
    let written = match app.files.put(&key, content, LARGEST).await {
        Ok(written) => written,
        Err(error) => {
            forget(app, caller, &stored).await;
            return Err(error.into());
        }
    };
    stored.value.file = Some(UploadedFile {
        size: written.size,
        sha256: written.sha256,
        content_type: sniffed.content_type.to_owned(),
        inline: sniffed.inline,
    });
    let mut batch = app.store.batch(caller.scope());
    batch.replace(&stored, &stored.value);
    batch.audit(&caller.actor(), "upload.create", stored.value.id.as_str());
    let now = batch.now();
    app.store.commit(batch).await?;
    let attachment = stored.value.usable(&caller.user().id, now).ok_or(Problem::NotFound)?;
    Ok((StatusCode::CREATED, Json(attachment)))
}

/// Reads as much as tells the type; gives the whole content back.
async fn begin(body: Body, name: &str) -> Result<(Sniffed, Content), Problem> {
    let mut rest = body.into_data_stream().map_err(std::io::Error::other).boxed();
    let mut head = BytesMut::new();
    while head.len() < HEAD {
        // `put` gives up on a sender that is silent; the first bytes are waited for as long as that.
        let piece = tokio::time::timeout(std::time::Duration::from_secs(60), rest.next()).await;
        match piece.map_err(|_| FileError::Interrupted(std::io::ErrorKind::TimedOut.into()))? {
            Some(piece) => head.extend_from_slice(&piece.map_err(FileError::Interrupted)?),
            None => break,
        }
    }
    if head.is_empty() {
        return Err(Problem::field("file", "This file is empty."));
    }
    let sniffed = sniff(&head, name);
    let first: Result<Bytes, std::io::Error> = Ok(head.freeze());
    Ok((sniffed, stream::iter([first]).chain(rest).boxed()))
}

/// Writes the record where the person has room for one more. They are counted after the person's edition was read, and
/// each record raises it: two that were counted at the same time cannot both be kept.
async fn record(app: &App, caller: &Caller, name: String) -> Result<Stored<Upload>, Problem> {
    let (scope, user) = (caller.scope(), caller.user());
    let counted = format!("upload_edition.{}", user.id);
    let mut upload = Upload {
        id: FileId::mint(&*app.clock, &*app.entropy),
        owner: user.id.clone(),
        company: user.company.as_ref().map(|company| company.id.clone()),
        name,
        unused_until: app.clock.now(),
        file: None,
    };
    for _ in 0..TRIES {
        let edition = app.store.get::<Edition>(scope, &counted).await?;
        let own = Query::of(&UPLOAD, "unused_until").eq("owner", user.id.as_str());
        if app.store.count(scope, own).await? >= UNUSED {
            let sentence =
                format!("You have {UNUSED} files that no message uses. Send or remove some first.");
            return Err(Problem::Conflict(sentence.into()));
        }
        let mut batch = app.store.batch(scope);
        let now = batch.now();
        upload.unused_until = now + UPLOAD_LIFE;
        batch.create(&upload);
        Edition::raise(&mut batch, &counted, edition.as_ref());
        match app.store.commit(batch).await {
            Ok(tags) => {
                let tag = tags.into_iter().next().unwrap_or_default();
                return Ok(Stored { value: upload, version: 1, created_at: now, updated_at: now, tag });
            }
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}

/// Nothing was kept of the file; where this fails, the sweep does it.
async fn forget(app: &App, caller: &Caller, stored: &Stored<Upload>) {
    let mut batch = app.store.batch(caller.scope());
    batch.delete(stored);
    if let Err(error) = app.store.commit(batch).await {
        tracing::info!(%error, "the record of a failed upload stays until the sweep");
    }
}

/// Throws the caller's unused upload away.
///
/// Errors: 404 not theirs, used, or gone.
pub(crate) async fn discard(app: &App, caller: &Caller, id: &FileId) -> Result<StatusCode, Problem> {
    let found = app.store.get::<Upload>(caller.scope(), id.as_str()).await?;
    let stored = found.filter(|upload| upload.value.owner == caller.user().id).ok_or(Problem::NotFound)?;
    let mut batch = app.store.batch(caller.scope());
    batch.delete(&stored);
    batch.audit(&caller.actor(), "upload.delete", id.as_str());
    // The record first: once it is gone, no comment can use the file.
    app.store.commit(batch).await?;
    app.files.delete(&FileKey::new(caller.scope(), id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
