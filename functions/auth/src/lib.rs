//! Signing in with email and password, and what a signed-in person does with their own sessions.

mod account_change;
mod complete_login;
mod counters;
mod device;
mod lockout;
mod model;
mod routes;

use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::login::login))
        .routes(routes!(routes::get_session::get_session))
        .routes(routes!(routes::logout::logout))
        .routes(routes!(routes::logout_everywhere::logout_everywhere))
        .routes(routes!(routes::change_password::change_password))
        .routes(routes!(routes::list_sessions::list_sessions))
        .routes(routes!(routes::end_session::end_session))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![Function::http("auth", "auth/{*rest}", &["GET", "POST", "DELETE"])]
}

/// The area's own kinds of documents: none, accounts and counters are the kernel's.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    Vec::new()
}
