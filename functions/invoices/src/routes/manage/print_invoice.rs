//! `GET /api/manage/invoices/{id}/pdf` – an invoice on paper, as the client gets it.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::InvoiceKind;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::InvoicePath;
use crate::model::Invoice;
use crate::sheet::print;

/// Prints an invoice, in the caller's language.
///
/// Errors: 404 unknown · 503 too many files are being made.
#[utoipa::path(
    get,
    path = "/api/manage/invoices/{id}/pdf",
    tag = "invoices",
    operation_id = "manage_invoice_print",
    params(InvoicePath),
    responses((status = 200, description = "A PDF file", content_type = "application/pdf", body = Vec<u8>), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<InvoiceKind>,
) -> Result<Response, Problem> {
    let found = app.store.get::<Invoice>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    let language = staff.user().language.unwrap_or_default();
    print(&press, &app, staff.scope(), found, language).await
}
