//! The staff's side.

mod get_invoice;
mod import_invoices;
mod list_invoices;
mod print_invoice;
mod update_invoice;

use shared::app::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The staff's operations.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_invoices::handler))
        .routes(routes!(import_invoices::handler))
        .routes(routes!(print_invoice::handler))
        .routes(routes!(get_invoice::handler, update_invoice::handler))
}
