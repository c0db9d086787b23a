//! Enabling a person who was disabled.

use axum::extract::State;
use shared::account::{User, UserStatus};
use shared::app::App;
use shared::http::{IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::change;
use crate::model::ManagedUser;

/// Enable a person who was disabled
///
/// Who never joined is invited still.
#[utoipa::path(post, path = "/api/manage/users/{id}/enable", tag = "admin", operation_id = "user_enable",
    params(("id" = UserId, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = ManagedUser), WriteProblems))]
pub(crate) async fn enable_user(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    version: IfMatch,
) -> Result<WithETag<ManagedUser>, Problem> {
    change(&app, &staff, &id, ("user.enable", "user.enabled"), version, |user| {
        let status = if user.status == UserStatus::Disabled { user.enabled() } else { user.status };
        Ok(User { status, ..user.clone() })
    })
    .await
}
