//! What a tenant's admins decide for their portal: settings, service keys, custom domain.

pub mod domain;
mod model;
mod routes;
mod setup;

use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use setup::{DOMAIN_ACTIVE, SENDER};

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::get_settings::get_settings, routes::put_settings::put_settings))
        .routes(routes!(routes::list_keys::list_keys, routes::create_key::create_key))
        .routes(routes!(routes::revoke_key::revoke_key))
        .routes(routes!(
            routes::get_domain::get_domain,
            routes::put_domain::put_domain,
            routes::delete_domain::delete_domain
        ))
        .routes(routes!(routes::check_domain::check_domain))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("settings", "manage/settings", &["GET", "PUT"]),
        Function::http("service-keys", "manage/service-keys/{*rest}", &["GET", "POST", "DELETE"]),
        Function::http("domain", "manage/domain/{*rest}", &["GET", "PUT", "POST", "DELETE"]),
    ]
}

/// The area's kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&domain::DOMAIN]
}
