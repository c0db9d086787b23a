//! `PUT /api/profile/avatar` – a person gives themselves a picture.

use axum::body::Body;
use axum::extract::{Request, State};
use bytes::Bytes;
use futures::stream;
use shared::app::App;
use shared::files::FileKey;
use shared::http::{RequiredIfMatch, WithETag, WriteProblems};
use shared::id::FileId;
use shared::problem::Problem;
use shared::session::Person;
use shared::work::Kind;

use super::delete_avatar::discard;
use crate::avatar::{LARGEST, square};
use crate::change::change;
use crate::model::{Avatar, Profile};

/// Give oneself a picture
///
/// PNG, JPEG or WebP by its content, at most 5 MB. It is cut to a square and encoded anew.
#[utoipa::path(put, path = "/api/profile/avatar", tag = "profile", operation_id = "avatar_set",
    params(("If-Match" = String, Header)),
    request_body(content = Vec<u8>, content_type = "image/*"),
    responses((status = 200, body = Profile, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn put_avatar(
    person: Person,
    State(app): State<App>,
    expected: RequiredIfMatch,
    request: Request,
) -> Result<WithETag<Profile>, Problem> {
    expected.check(crate::model::version(person.user()))?;
    // Waits in the line before it is read, so that no more pictures are in memory than may wait.
    let ticket = app.work.line_up(Kind::Picture, person.own_scope().tenant())?;
    let picture = upload(request.into_body()).await?;
    let place = ticket.enter().await?;
    let content = Bytes::from(square(&place, picture).await?);
    drop(place);
    let file = FileId::mint(&*app.clock, &*app.entropy);
    let key = FileKey::new(&person.own_scope(), &file);
    let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
    app.files.put(&key, Box::pin(stream::iter([Ok(content)])), size).await?;
    let avatar = Avatar::new(&person.user().id, file.clone());
    let changed = change(
        &app,
        &person,
        expected,
        "profile.avatar",
        |user| shared::account::User { avatar: Some(file.clone()), ..user.clone() },
        |_, _| serde_json::Value::Null,
        |batch| {
            batch.create(&avatar);
        },
    )
    .await;
    match changed {
        Ok(changed) => {
            discard(&app, &person).await;
            let profile = Profile::read(&app, &person, &changed).await?;
            Ok(WithETag::ok(profile.version, profile))
        }
        Err(problem) => {
            // Only a refusal is known not to have kept it; a failure of the store leaves that open.
            if matches!(problem, Problem::Stale)
                && let Err(error) = app.files.delete(&key).await
            {
                tracing::warn!(%error, file = key.as_str(), "a picture of nobody stays in the file store");
            }
            Err(problem)
        }
    }
}

async fn upload(body: Body) -> Result<Bytes, Problem> {
    use std::error::Error as _;
    axum::body::to_bytes(body, LARGEST).await.map_err(|error| {
        if error.source().is_some_and(|source| source.is::<http_body_util::LengthLimitError>()) {
            Problem::TooLarge("A picture may have at most 5 MB.".into())
        } else {
            Problem::Malformed("The upload ended early. Please try again.".into())
        }
    })
}
