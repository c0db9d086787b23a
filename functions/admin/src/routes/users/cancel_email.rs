//! Taking back a new email that waits for its owner.

use axum::extract::State;
use shared::app::App;
use shared::http::{IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::change;
use crate::model::ManagedUser;

/// Cancel a pending email change
///
/// Its link stops working. 409 if there is none.
#[utoipa::path(delete, path = "/api/manage/users/{id}/email-change", tag = "admin",
    operation_id = "user_email_cancel", params(("id" = UserId, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = ManagedUser), WriteProblems))]
pub(crate) async fn cancel_email(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
    version: IfMatch,
) -> Result<WithETag<ManagedUser>, Problem> {
    change(&app, &staff, &id, ("user.email_cancel", "user.edited"), version, |user| {
        if user.security.pending_email.is_none() {
            return Err(Problem::Conflict("There is no email change waiting for confirmation.".into()));
        }
        Ok(user.without_pending_email())
    })
    .await
}
