//! What the four operations on pictures share.

use axum::body::Body;
use axum::extract::Request;
use bytes::Bytes;
use futures::stream;
use shared::app::App;
use shared::files::FileKey;
use shared::http::{RequiredIfMatch, WithETag};
use shared::id::FileId;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::work::Kind;

use crate::answer::ManagedBranding;
use crate::model::Asset;
use crate::picture::{LARGEST, Purpose, remake};
use crate::store::{keep, to_change};

/// Takes the uploaded picture, makes it anew and puts it in place of the old one.
pub(super) async fn put(
    app: &App,
    staff: &Staff<Admin>,
    expected: RequiredIfMatch,
    purpose: Purpose,
    request: Request,
) -> Result<WithETag<ManagedBranding>, Problem> {
    let read = to_change(app, staff, expected).await?;
    // Waits in the line before it is read, so that no more pictures are in memory than may wait.
    let ticket = app.work.line_up(Kind::Picture, staff.scope().tenant())?;
    let uploaded = upload(request.into_body()).await?;
    let place = ticket.enter().await?;
    let picture = remake(&place, uploaded, purpose, app.settings.fonts.clone()).await?;
    drop(place);
    let file = write(app, staff, picture.bytes).await?;
    let (pixels, unpainted) = match picture.pixels {
        Some(Ok(bytes)) => (Some(write(app, staff, bytes).await?), None),
        Some(Err(why)) => (None, Some(why)),
        None => (None, None),
    };
    let asset = Asset { file, format: picture.format, pixels, unpainted };
    let mut changed = read.value.clone();
    *changed.asset(purpose) = Some(asset.clone());
    match keep(app, staff, &read, changed, action(purpose)).await {
        Ok(kept) => Ok(WithETag::ok(kept.version, ManagedBranding::of(&kept))),
        Err(problem) => {
            // Only a refusal is known not to have kept it; a failure of the store leaves that open.
            if matches!(problem, Problem::Stale) {
                for (file, _) in asset.files() {
                    if let Err(error) = app.files.delete(&FileKey::new(staff.scope(), file)).await {
                        tracing::warn!(%error, %file, "a picture without branding stays in the file store");
                    }
                }
            }
            Err(problem)
        }
    }
}

async fn write(app: &App, staff: &Staff<Admin>, bytes: Vec<u8>) -> Result<FileId, Problem> {
    let file = FileId::mint(&*app.clock, &*app.entropy);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let content = Box::pin(stream::iter([Ok(Bytes::from(bytes))]));
    app.files.put(&FileKey::new(staff.scope(), &file), content, size).await?;
    Ok(file)
}

/// Takes the picture away.
pub(super) async fn delete(
    app: &App,
    staff: &Staff<Admin>,
    expected: RequiredIfMatch,
    purpose: Purpose,
) -> Result<WithETag<ManagedBranding>, Problem> {
    let read = to_change(app, staff, expected).await?;
    let mut changed = read.value.clone();
    *changed.asset(purpose) = None;
    let kept = keep(app, staff, &read, changed, action(purpose)).await?;
    Ok(WithETag::ok(kept.version, ManagedBranding::of(&kept)))
}

fn action(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Logo => "branding.logo",
        Purpose::Favicon => "branding.favicon",
    }
}

async fn upload(body: Body) -> Result<Bytes, Problem> {
    use std::error::Error as _;
    axum::body::to_bytes(body, LARGEST).await.map_err(|error| {
        if error.source().is_some_and(|source| source.is::<http_body_util::LengthLimitError>()) {
            Problem::TooLarge("A picture may have at most 1 MB.".into())
        } else {
            Problem::Malformed("The upload ended early. Please try again.".into())
        }
    })
}
