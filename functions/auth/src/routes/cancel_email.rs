//! Keeping the email after all.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::session::Person;

use crate::account_change::change_account;

/// Cancel a pending email change
///
/// Its link stops working. If there is none, nothing happens.
#[utoipa::path(delete, path = "/api/auth/email", tag = "auth", operation_id = "email_change_cancel",
    responses((status = 204), WriteProblems))]
pub(crate) async fn cancel_email(person: Person, State(app): State<App>) -> Result<StatusCode, Problem> {
    if person.user().security.pending_email.is_some() {
        change_account(&app, &person, ("user.email_cancel", "user.edited"), |user| {
            Ok((user.without_pending_email(), ()))
        })
        .await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
