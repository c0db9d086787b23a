//! A client company's own team, as its admins manage it. The rules are the kernel's: [`shared::account::Change`].

mod limits;
mod model;
mod routes;
mod store;

use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::list_members::list_members, routes::invite_member::invite_member))
        .routes(routes!(routes::edit_member::edit_member))
        .routes(routes!(routes::invite_member_again::invite_member_again))
        .routes(routes!(routes::disable_member::disable_member))
        .routes(routes!(routes::enable_member::enable_member))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![Function::http("team", "portal/team/{*rest}", &["GET", "POST", "PATCH"])]
}

/// The area's own kinds of documents; accounts are the kernel's.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&limits::INVITATIONS]
}
