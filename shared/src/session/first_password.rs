//! What may be done with a password that staff chose: nothing but choosing another one.

use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;

use crate::problem::Problem;

/// What is open until then.
const OPEN: [(Method, &str); 4] = [
    (Method::GET, "/api/auth/session"),
    (Method::POST, "/api/auth/password"),
    (Method::POST, "/api/auth/logout"),
    (Method::POST, "/api/auth/logout-everywhere"),
];

/// Refuses all the rest.
pub(super) fn check(parts: &Parts) -> Result<(), Problem> {
    let template = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let open = OPEN.iter().any(|(method, route)| *method == parts.method && *route == template);
    if open { Ok(()) } else { Err(Problem::PasswordChangeRequired) }
}
