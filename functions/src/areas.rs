//! The areas: the one list of them.

use shared::app::App;
use shared::function::{Function, Trigger};
use shared::personal::Source;
use shared::store::Kind;
use utoipa_axum::router::OpenApiRouter;

/// The areas that hold something about a person: for the copy of their data.
const PERSONAL: &[Source] = &[tickets::PERSONAL];

/// All operations of all areas.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(auth::router())
        .merge(branding::router())
        .merge(tickets::router())
        .merge(admin::router())
        .merge(audit::router())
        .merge(profile::router(PERSONAL))
}

/// All kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    let mut kinds = shared::function::kinds();
    kinds.extend(auth::kinds());
    kinds.extend(branding::kinds());
    kinds.extend(tickets::kinds());
    kinds.extend(admin::kinds());
    kinds.extend(audit::kinds());
    kinds.extend(profile::kinds());
    kinds
}

/// All functions that the Functions host is told of.
#[must_use]
pub fn functions() -> Vec<Function> {
    let mut functions = vec![
        Function::http("health", "health", &["GET"]),
        Function::http("openapi", "openapi.json", &["GET"]),
        Function::http("docs", "docs/{*rest}", &["GET"]),
        Function { name: "sweep", trigger: Trigger::Timer { timer: "0 */15 * * * *" } },
    ];
    functions.extend(auth::functions());
    functions.extend(branding::functions());
    functions.extend(tickets::functions());
    functions.extend(admin::functions());
    functions.extend(audit::functions());
    functions.extend(profile::functions());
    functions
}
