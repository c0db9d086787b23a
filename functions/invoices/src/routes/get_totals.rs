//! `GET /api/portal/invoices/totals` – what the caller's company owes and has paid, by currency.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::day::today;
use shared::http::ReadProblems;
use shared::problem::Problem;
use utoipa::ToSchema;

use crate::billing::Billing;
use crate::model::{InvoiceTotals, Tally};

/// The sums of a company.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CompanyTotals {
    /// One for each currency that its invoices have, by code.
    items: Vec<InvoiceTotals>,
    /// The IANA time zone whose day decides what is overdue.
    time_zone: String,
}

/// Sums up the company's invoices, for the same cost whatever their number.
#[utoipa::path(
    get,
    path = "/api/portal/invoices/totals",
    tag = "invoices",
    operation_id = "invoice_totals_get",
    responses((status = 200, description = "The sums", body = CompanyTotals), ReadProblems)
)]
pub(crate) async fn handler(
    billing: Billing,
    State(app): State<App>,
) -> Result<Json<CompanyTotals>, Problem> {
    let company = billing.user().company.as_ref().ok_or(Problem::NotFound)?;
    let tally = app.store.get::<Tally>(billing.scope(), &Tally::of_company(&company.id)).await?;
    let day = today(&app, billing.scope()).await?;
    let items = InvoiceTotals::of(tally.as_ref().map(|stored| &stored.value), day.date);
    Ok(Json(CompanyTotals { items, time_zone: day.zone }))
}
