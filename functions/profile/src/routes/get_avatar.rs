//! `GET /api/profile/avatars/{file}` – somebody's picture, for everybody who is signed in to the same portal.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shared::app::App;
use shared::files::{FileKey, Serving};
use shared::http::{PathId, ReadProblems};
use shared::id::{FileId, FileKind};
use shared::problem::Problem;
use shared::session::Person;

use crate::model::Avatar;

/// How long a link lives: the longest that any does.
const LIFE: Duration = Duration::from_secs(300);
/// For how long a browser follows it without asking again; the picture behind it is the same as long as it lives.
const FRESH: HeaderValue = HeaderValue::from_static("private, max-age=240");

/// Somebody's picture, on the files' own origin
#[utoipa::path(get, path = "/api/profile/avatars/{file}", tag = "profile", operation_id = "avatar_get",
    params(("file" = FileId, Path)),
    responses((status = 302, description = "Where the picture is", headers(("location" = String))), ReadProblems))]
pub(crate) async fn get_avatar(
    person: Person,
    State(app): State<App>,
    PathId(file): PathId<FileKind>,
) -> Result<Response, Problem> {
    let scope = person.own_scope();
    let avatar =
        app.store.get::<Avatar>(&scope, &Avatar::id_of(&file)).await?.ok_or(Problem::NotFound)?.value;
    let serving =
        Serving { name: "picture.png".to_owned(), content_type: "image/png".to_owned(), inline: true };
    let link = app.files.link(&FileKey::new(&scope, &avatar.file), &serving, LIFE).await?;
    let location = HeaderValue::from_str(&link).map_err(Problem::internal)?;
    Ok((StatusCode::FOUND, [(header::LOCATION, location), (header::CACHE_CONTROL, FRESH)]).into_response())
}
