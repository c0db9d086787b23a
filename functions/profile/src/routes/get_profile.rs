//! `GET /api/profile` – one's own profile.

use axum::extract::State;
use shared::app::App;
use shared::http::{ReadProblems, WithETag};
use shared::problem::Problem;
use shared::session::Person;

use crate::model::Profile;

/// One's own profile
#[utoipa::path(get, path = "/api/profile", tag = "profile", operation_id = "profile_get",
    responses((status = 200, body = Profile, headers(("etag" = String))), ReadProblems))]
pub(crate) async fn get_profile(
    person: Person,
    State(app): State<App>,
) -> Result<WithETag<Profile>, Problem> {
    let profile = Profile::read(&app, &person, person.user()).await?;
    Ok(WithETag::ok(profile.version, profile))
}
