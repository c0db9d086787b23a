//! One operation per file; `manage` holds the staff's.

mod export_invoices;
mod get_invoice;
mod get_totals;
mod list_invoices;
mod manage;
mod print_invoice;
mod upsert_invoices;
mod view_invoice;

use axum::Extension;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::id::InvoiceId;
use shared::pdf::Press;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The body of an action that needs no inputs: `{}`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InvoiceNothing)]
pub(crate) struct Nothing {}

/// The invoice's id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct InvoicePath {
    /// The invoice.
    id: InvoiceId,
}

/// All operations.
pub(crate) fn router(press: Press) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_invoices::handler))
        .routes(routes!(get_totals::handler))
        .routes(routes!(export_invoices::handler))
        .routes(routes!(get_invoice::handler))
        .routes(routes!(view_invoice::handler))
        .routes(routes!(print_invoice::handler))
        .routes(routes!(upsert_invoices::handler))
        .merge(manage::router())
        .layer(Extension(press))
}
