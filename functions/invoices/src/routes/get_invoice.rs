//! `GET /api/portal/invoices/{id}` – one invoice of the caller's company.

use axum::extract::State;
use shared::app::App;
use shared::day::today;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::InvoiceKind;
use shared::problem::Problem;
use shared::store::Stored;

use super::InvoicePath;
use crate::billing::Billing;
use crate::model::{Invoice, InvoiceView};

/// Shows an invoice.
///
/// Errors: 404 unknown, another company's, or a draft.
#[utoipa::path(
    get,
    path = "/api/portal/invoices/{id}",
    tag = "invoices",
    operation_id = "invoice_get",
    params(InvoicePath),
    responses((status = 200, description = "The invoice", body = InvoiceView), ReadProblems)
)]
pub(crate) async fn handler(
    billing: Billing,
    State(app): State<App>,
    PathId(id): PathId<InvoiceKind>,
) -> Result<WithETag<InvoiceView>, Problem> {
    let stored = shown(&app, &billing, id.as_str()).await?;
    Ok(WithETag::ok(stored.version, InvoiceView::of(stored, &today(&app, billing.scope()).await?)))
}

/// An invoice that the caller sees.
pub(crate) async fn shown(app: &App, billing: &Billing, id: &str) -> Result<Stored<Invoice>, Problem> {
    let found = app.store.get::<Invoice>(billing.scope(), id).await?;
    found.filter(|stored| stored.value.is_shown()).ok_or(Problem::NotFound)
}
