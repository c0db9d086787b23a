//! `GET /api/portal/invoices/{id}/pdf` – an invoice on paper.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::InvoiceKind;
use shared::pdf::Press;
use shared::problem::Problem;

use super::InvoicePath;
use super::get_invoice::shown;
use crate::billing::Billing;
use crate::sheet::print;

/// Prints an invoice, in the caller's language.
///
/// Errors: 404 unknown, another company's, or a draft · 503 too many files are being made.
#[utoipa::path(
    get,
    path = "/api/portal/invoices/{id}/pdf",
    tag = "invoices",
    operation_id = "invoice_print",
    params(InvoicePath),
    responses((status = 200, description = "A PDF file", content_type = "application/pdf", body = Vec<u8>), ReadProblems)
)]
pub(crate) async fn handler(
    billing: Billing,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<InvoiceKind>,
) -> Result<Response, Problem> {
    let invoice = shown(&app, &billing, id.as_str()).await?;
    let language = billing.user().language.unwrap_or_default();
    print(&press, &app, billing.scope(), invoice, language).await
}
