//! The person's open sessions.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::Person;
use utoipa::ToSchema;

use crate::model::{ActingStaff, OpenSession};

/// The person's open sessions, newest first; never more than twenty, so there are no pages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenSessions {
    items: Vec<OpenSession>,
}

/// The person's open sessions
#[utoipa::path(get, path = "/api/auth/sessions", tag = "auth", operation_id = "session_list",
    responses((status = 200, body = OpenSessions), ReadProblems))]
pub(crate) async fn list_sessions(
    person: Person,
    State(app): State<App>,
) -> Result<Json<OpenSessions>, Problem> {
    let now = app.clock.now();
    let open = person.user().sessions.iter().rev().filter(|session| session.expires_at > now);
    let items = open
        .map(|session| OpenSession {
            id: session.id.clone(),
            device: session.device.clone(),
            address: session.address.clone(),
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            by: session.by.as_ref().map(ActingStaff::of),
            current: session.id == person.claims.sid,
        })
        .collect();
    Ok(Json(OpenSessions { items }))
}
