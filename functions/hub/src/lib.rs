//! What other products call with a service key: creating, suspending, exporting and ending tenants.

mod model;
mod routes;
mod steps;

use axum::Extension;
use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use steps::{FirstAdmin, Steps};

/// The area's operations. `steps` are what the other areas do for a new tenant.
#[must_use]
pub fn router(steps: Steps) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::create_tenant::create_tenant))
        .routes(routes!(routes::get_tenant::get_tenant, routes::delete_tenant::delete_tenant))
        .routes(routes!(routes::suspend_tenant::suspend_tenant))
        .routes(routes!(routes::resume_tenant::resume_tenant))
        .routes(routes!(routes::export_tenant::export_tenant))
        .layer(Extension(steps))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![Function::http("internal-tenants", "internal/tenants/{*rest}", &["GET", "POST", "DELETE"])]
}

/// The area's own kinds of documents: none, tenants are the directory's.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    Vec::new()
}
