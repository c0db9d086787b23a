//! Enabling a member of the team who was disabled.

use axum::extract::State;
use shared::account::{User, UserStatus};
use shared::app::App;
use shared::http::{IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::CompanyAdmin;

use super::change;
use crate::model::Member;

/// Enable a member of the team who was disabled
///
/// Who never joined is invited still.
#[utoipa::path(post, path = "/api/portal/team/{id}/enable", tag = "team", operation_id = "team_enable",
    params(("id" = UserId, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = Member), WriteProblems))]
pub(crate) async fn enable_member(
    admin: CompanyAdmin,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    version: IfMatch,
) -> Result<WithETag<Member>, Problem> {
    change(&app, &admin, &id, ("team.enable", "user.enabled"), version, |user| {
        let status = if user.status == UserStatus::Disabled { user.enabled() } else { user.status };
        Ok(User { status, ..user.clone() })
    })
    .await
}
