//! Another link for a new email that waits for its owner.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::account::{ask_again, find};
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::{UserId, UserKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::StoreError;

/// Requests at the same moment that may get in the way of this one.
const TRIES: usize = 10;

/// Resend the link of a pending email change
///
/// The new link replaces the previous one. 409 if there is no email change waiting for confirmation; 429 with
/// `Retry-After` after five links within an hour.
#[utoipa::path(post, path = "/api/manage/users/{id}/email-change", tag = "admin",
    operation_id = "user_email_resend", params(("id" = UserId, Path)),
    responses((status = 204), WriteProblems))]
pub(crate) async fn resend_email(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<UserKind>,
) -> Result<StatusCode, Problem> {
    let scope = staff.scope();
    for _ in 0..TRIES {
        let read = find(&app, scope, &id).await?;
        let user = &read.value;
        let change =
            user.security.pending_email.as_ref().ok_or_else(|| {
                Problem::Conflict("There is no email change waiting for confirmation.".into())
            })?;
        let mut batch = app.store.batch(scope);
        let again = ask_again(&app, scope, &mut batch, (user, read.version + 1), change).await?;
        let detail = json!({ "email": again.to, "name": user.name });
        batch.replace(&read, &user.asking(again)).audit_with(
            &staff.person().actor(),
            "user.email_ask_again",
            id.as_str(),
            detail,
        );
        match app.store.commit(batch).await {
            Ok(_) => return Ok(StatusCode::NO_CONTENT),
            Err(StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}
