//! What people keep about themselves: profile, picture, language and zone, the mails that they want, and a copy of
//! everything that the portal holds about them.

mod avatar;
mod change;
mod model;
mod routes;

use axum::Extension;
use shared::app::App;
use shared::function::Function;
use shared::personal::Source;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The area's operations. `sources` are the areas that hold something about a person.
#[must_use]
pub fn router(sources: &'static [Source]) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::get_profile::get_profile, routes::update_profile::update_profile))
        .routes(routes!(routes::put_avatar::put_avatar, routes::delete_avatar::delete_avatar))
        .routes(routes!(routes::get_avatar::get_avatar))
        .routes(routes!(routes::export_profile::export_profile))
        .layer(Extension(routes::export_profile::Sources(sources)))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![Function::http("profile", "profile/{*rest}", &["GET", "PATCH", "PUT", "DELETE"])]
}

/// The area's kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&model::AVATAR]
}
