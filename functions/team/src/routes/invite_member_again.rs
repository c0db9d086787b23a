//! Another invitation for somebody who has not joined yet.

use axum::extract::State;
use axum::http::StatusCode;
use shared::account::{find, invite_again};
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::CompanyAdmin;

/// Send a member's invitation again
///
/// The new link takes the place of the one before. 409 where the person has joined, or is disabled.
#[utoipa::path(post, path = "/api/portal/team/{id}/invitation", tag = "team", operation_id = "team_invite_again",
    params(("id" = UserId, Path)), responses((status = 204), WriteProblems))]
pub(crate) async fn invite_member_again(
    admin: CompanyAdmin,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
) -> Result<StatusCode, Problem> {
    let person = find(&app, admin.0.scope(), &id).await?;
    invite_again(&app, admin.0.scope(), &person, &admin.0.person().actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
