//! Who is signed in.

use axum::Json;
use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::Person;

use crate::model::{ActingStaff, Session, SessionTenant, permissions};

/// How exactly the account remembers when a session was last used: finer would be a write for every page.
const EXACTNESS: SignedDuration = SignedDuration::from_mins(15);

/// Who is signed in, in which portal, and what they may do
#[utoipa::path(get, path = "/api/auth/session", tag = "auth", operation_id = "session_get",
    responses((status = 200, body = Session), ReadProblems))]
pub(crate) async fn get_session(person: Person, State(app): State<App>) -> Result<Json<Session>, Problem> {
    remember_use(&app, &person).await;
    let user = person.user();
    Ok(Json(Session {
        user: user.view(),
        shown_as: person.shown_as(),
        tenant: SessionTenant::of(&person.tenant),
        permissions: permissions(user),
        expires_at: Timestamp::from_second(person.claims.exp).map_err(Problem::internal)?,
        impersonation: person.impersonation().map(ActingStaff::of),
    }))
}

/// Notes that the session is in use. Whether it succeeds does not matter to the person.
async fn remember_use(app: &App, person: &Person) {
    let now = app.clock.now();
    let mut user = person.user().clone();
    let Some(session) = user.sessions.iter_mut().find(|session| session.id == person.claims.sid) else {
        return;
    };
    if now.duration_since(session.last_seen_at) < EXACTNESS {
        return;
    }
    session.last_seen_at = now;
    let scope = person.own_scope();
    let mut batch = app.store.batch(&scope);
    batch.replace(&person.account, &user);
    if let Err(error) = app.store.commit(batch).await {
        tracing::debug!(%error, "the last use of a session was not noted");
    }
}
