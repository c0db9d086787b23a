//! Disabling a member of the team.

use axum::extract::State;
use shared::account::{User, UserStatus};
use shared::app::App;
use shared::http::{IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::CompanyAdmin;

use super::change;
use crate::model::Member;

/// Disable a member of the team
///
/// They cannot sign in, and their sessions are over. The team keeps a company admin, and nobody disables themselves: 409.
#[utoipa::path(post, path = "/api/portal/team/{id}/disable", tag = "team", operation_id = "team_disable",
    params(("id" = UserId, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = Member), WriteProblems))]
pub(crate) async fn disable_member(
    admin: CompanyAdmin,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    version: IfMatch,
) -> Result<WithETag<Member>, Problem> {
    change(&app, &admin, &id, ("team.disable", "user.disabled"), version, |user| {
        Ok(User { status: UserStatus::Disabled, ..user.clone() })
    })
    .await
}
