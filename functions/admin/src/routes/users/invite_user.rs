//! Another invitation for somebody who has not joined yet.

use axum::extract::State;
use axum::http::StatusCode;
use shared::account::{find, invite_again};
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

/// Send the invitation again
///
/// The new link replaces the previous one. 409 if the person has already joined or is disabled; 429 with
/// `Retry-After` after five links within an hour.
#[utoipa::path(post, path = "/api/manage/users/{id}/invitation", tag = "admin", operation_id = "user_invite",
    params(("id" = UserId, Path)), responses((status = 204), WriteProblems))]
pub(crate) async fn invite_user(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
) -> Result<StatusCode, Problem> {
    let person = find(&app, staff.scope(), &id).await?;
    invite_again(&app, staff.scope(), &person, &staff.person().actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}
