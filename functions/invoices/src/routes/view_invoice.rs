//! `POST /api/portal/invoices/{id}/viewed` – the caller has the invoice before their eyes.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{Body, PathId, WriteProblems};
use shared::id::InvoiceKind;
use shared::problem::Problem;
use shared::store::StoreError;

use super::get_invoice::shown;
use super::{InvoicePath, Nothing};
use crate::billing::Billing;
use crate::model::Invoice;

/// Notes that the company has seen the invoice. Only the first time counts.
///
/// Errors: 404 unknown, another company's, or a draft.
#[utoipa::path(
    post,
    path = "/api/portal/invoices/{id}/viewed",
    tag = "invoices",
    operation_id = "invoice_view",
    params(InvoicePath),
    request_body = Nothing,
    responses((status = 204, description = "Noted"), WriteProblems)
)]
pub(crate) async fn handler(
    billing: Billing,
    State(app): State<App>,
    PathId(id): PathId<InvoiceKind>,
    Body(_): Body<Nothing>,
) -> Result<StatusCode, Problem> {
    let stored = shown(&app, &billing, id.as_str()).await?;
    if stored.value.viewed_at.is_some() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let mut batch = app.store.batch(billing.scope());
    let seen = Invoice { viewed_at: Some(batch.now()), ..stored.value.clone() };
    batch.replace(&stored, &seen);
    batch.audit_with(&billing.actor(), "invoice.view", id.as_str(), json!({ "number": seen.number }));
    let company = billing.scope().company();
    let audience =
        Audience { company: company.map(ToString::to_string), staff_only: true, ..Audience::default() };
    let mut event = Event::new("invoice.viewed", id.as_str(), stored.version + 1, audience);
    event.data = json!({ "number": seen.number, "by": billing.user().name });
    batch.event(event);
    match app.store.commit(batch).await {
        // Somebody else was changing it: the next one who opens it is noted.
        Ok(_) | Err(StoreError::Stale { .. }) => Ok(StatusCode::NO_CONTENT),
        Err(error) => Err(error.into()),
    }
}
