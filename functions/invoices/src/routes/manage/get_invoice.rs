//! `GET /api/manage/invoices/{id}` – one invoice, as staff see it.

use axum::extract::State;
use shared::app::App;
use shared::day::today;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::InvoiceKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::InvoicePath;
use crate::model::{Invoice, InvoiceView};

/// Shows an invoice.
///
/// Errors: 404 unknown.
#[utoipa::path(
    get,
    path = "/api/manage/invoices/{id}",
    tag = "invoices",
    operation_id = "manage_invoice_get",
    params(InvoicePath),
    responses((status = 200, description = "The invoice", body = InvoiceView), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<InvoiceKind>,
) -> Result<WithETag<InvoiceView>, Problem> {
    let stored = app.store.get::<Invoice>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    let day = today(&app, staff.scope()).await?;
    Ok(WithETag::ok(stored.version, InvoiceView::of(stored, &day)))
}
