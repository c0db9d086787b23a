//! Ending a person's sessions.

use axum::extract::State;
use shared::account::User;
use shared::app::App;
use shared::http::{IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::change;
use crate::model::ManagedUser;

/// Sign a person out everywhere
#[utoipa::path(post, path = "/api/manage/users/{id}/end-sessions", tag = "admin",
    operation_id = "user_sessions_end",
    params(("id" = UserId, Path)), responses((status = 200, body = ManagedUser), WriteProblems))]
pub(crate) async fn end_user_sessions(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
) -> Result<WithETag<ManagedUser>, Problem> {
    change(&app, &staff, &id, ("user.end_sessions", "session.closed"), IfMatch(None), |user| {
        Ok(User { epoch: user.epoch.saturating_add(1), ..user.clone() })
    })
    .await
}
