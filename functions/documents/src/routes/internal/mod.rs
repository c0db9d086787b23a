//! What machines call.

mod push_policy;
mod signature_pdf;

use shared::app::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(push_policy::handler)).routes(routes!(signature_pdf::handler))
}
