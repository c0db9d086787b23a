//! What a member of staff may do in somebody's name: the one list, asked by the proof before any handler runs.

use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;

use super::Act;
use crate::problem::Problem;

/// Changes that staff may make in a client's name, where they chose to change things. Whatever is not here is refused:
/// signing, approving, rating, passwords, profile, sessions, the team, and all that is not thought of yet.
const ALLOWED: [(Method, &str); 8] = [
    (Method::POST, "/api/portal/tickets"),
    (Method::POST, "/api/portal/tickets/{id}/comments"),
    (Method::POST, "/api/portal/tickets/{id}/close"),
    (Method::POST, "/api/portal/tickets/{id}/reopen"),
    (Method::PUT, "/api/portal/tickets/{id}/watchers/{user_id}"),
    (Method::DELETE, "/api/portal/tickets/{id}/watchers/{user_id}"),
    (Method::POST, "/api/portal/uploads"),
    (Method::DELETE, "/api/portal/uploads/{id}"),
];

/// Ending it, which is always allowed.
pub const END: (Method, &str) = (Method::DELETE, "/api/portal/impersonation");

/// True where a session that staff opened may make this change; `template` is the route as it is registered.
#[must_use]
pub fn may_change(write: bool, method: &Method, template: &str) -> bool {
    let is = |(allowed, route): &(Method, &str)| allowed == method && *route == template;
    is(&END) || (write && ALLOWED.iter().any(is))
}

/// Refuses what a session that staff opened may not do.
pub(super) fn check(parts: &Parts, act: &Act) -> Result<(), Problem> {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let template = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if may_change(act.write, &parts.method, template) {
        return Ok(());
    }
    Err(Problem::Forbidden(if act.write { ONLY_THEMSELVES.into() } else { READ_ONLY.into() }))
}

const ONLY_THEMSELVES: &str = "You can't do this in another person's name.";
const READ_ONLY: &str = "You are looking at the portal in another person's name, and nothing can be changed.";
