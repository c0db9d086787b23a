//! The audit log, as staff read it. It is written by the batches of all areas and changed by nobody: this area reads.

mod query;
mod retention;
mod routes;

use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use retention::{Pruned, prune};

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::list_lines::list_lines))
        .routes(routes!(routes::export_lines::export_lines))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![Function::http("audit", "manage/audit/{*rest}", &["GET"])]
}

/// The area's own kinds of documents: none, the lines are the kernel's.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    Vec::new()
}
