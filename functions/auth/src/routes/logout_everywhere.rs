//! Signing out of every browser.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::session::{Person, cleared};

use crate::account_change::change_account;

/// Sign out everywhere: every token of this person stops working at its next request, this one too
#[utoipa::path(post, path = "/api/auth/logout-everywhere", tag = "auth", operation_id = "session_close_all",
    responses((status = 204, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn logout_everywhere(
    person: Person,
    State(app): State<App>,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    change_account(&app, &person, ("session.close_all", "session.closed"), |user| {
        let mut user = user.clone();
        user.epoch = user.epoch.saturating_add(1);
        user.sessions.clear();
        Ok((user, ()))
    })
    .await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cleared(&app.settings))]))
}
