//! Ending one of the person's sessions.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::{SessionId, SessionKind};
use shared::problem::Problem;
use shared::session::{Person, cleared};

use crate::account_change::change_account;

/// End one of one's own sessions
#[utoipa::path(delete, path = "/api/auth/sessions/{id}", tag = "auth", operation_id = "session_end",
    params(("id" = SessionId, Path)),
    responses((status = 204), WriteProblems))]
pub(crate) async fn end_session(
    person: Person,
    State(app): State<App>,
    PathId(id): PathId<SessionKind>,
) -> Result<(StatusCode, HeaderMap), Problem> {
    change_account(&app, &person, ("session.end", "session.closed"), |user| {
        let mut user = user.clone();
        let before = user.sessions.len();
        user.sessions.retain(|session| session.id != id);
        if user.sessions.len() == before { Err(Problem::NotFound) } else { Ok((user, ())) }
    })
    .await?;
    let mut headers = HeaderMap::new();
    if id == person.claims.sid {
        headers.insert(header::SET_COOKIE, cleared(&app.settings));
    }
    Ok((StatusCode::NO_CONTENT, headers))
}
