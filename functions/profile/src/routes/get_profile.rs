//! `GET /api/profile` – one's own profile.

use shared::http::{ReadProblems, WithETag};
use shared::problem::Problem;
use shared::session::Person;

use crate::model::Profile;

/// One's own profile
#[utoipa::path(get, path = "/api/profile", tag = "profile", operation_id = "profile_get",
    responses((status = 200, body = Profile, headers(("etag" = String))), ReadProblems))]
pub(crate) async fn get_profile(person: Person) -> Result<WithETag<Profile>, Problem> {
    let profile = Profile::of(person.user());
    Ok(WithETag::ok(profile.version, profile))
}
