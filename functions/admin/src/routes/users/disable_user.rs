//! Disabling a person.

use axum::extract::State;
use shared::account::{User, UserStatus};
use shared::app::App;
use shared::http::{IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::change;
use crate::model::ManagedUser;

/// Disable a person
///
/// They cannot sign in, and their sessions end. At least one admin who can sign in must remain.
#[utoipa::path(post, path = "/api/manage/users/{id}/disable", tag = "admin", operation_id = "user_disable",
    params(("id" = UserId, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = ManagedUser), WriteProblems))]
pub(crate) async fn disable_user(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    version: IfMatch,
) -> Result<WithETag<ManagedUser>, Problem> {
    change(&app, &staff, &id, ("user.disable", "user.disabled"), version, |user| {
        Ok(User { status: UserStatus::Disabled, ..user.clone() })
    })
    .await
}
