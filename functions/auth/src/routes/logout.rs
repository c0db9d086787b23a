//! Signing out of this browser.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::session::{Person, cleared};

use crate::account_change::change_account;

/// Sign out here
#[utoipa::path(post, path = "/api/auth/logout", tag = "auth", operation_id = "session_close",
    responses((status = 204, headers(("set-cookie" = String))), WriteProblems))]
pub(crate) async fn logout(
    person: Person,
    State(app): State<App>,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    let sid = &person.claims.sid;
    change_account(&app, &person, ("session.close", "session.closed"), |user| {
        let mut user = user.clone();
        user.sessions.retain(|session| session.id != *sid);
        Ok((user, ()))
    })
    .await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cleared(&app.settings))]))
}
