//! `POST /api/internal/invoices` – Books, or whatever keeps the accounts, sends invoices.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use shared::app::App;
use shared::http::{Body, WriteProblems};
use shared::problem::Problem;
use shared::service_key::{Invoicing, ServiceKey};
use utoipa::ToSchema;

use crate::model::InvoiceRecord;
use crate::upsert::{Report, parse, upsert};

/// Records of a call at most.
const RECORDS: usize = 500;
/// Kilobytes of a call at most.
const KILOBYTES: usize = 2_048;

/// Invoices of one tenant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvoiceBatch {
    /// The tenant's slug; needed with a key of the installation alone.
    #[serde(default)]
    tenant: Option<String>,
    /// 1 to 500. Each is read by itself, so that a wrong one does not take the others with it.
    #[schema(value_type = Vec<InvoiceRecord>, min_items = 1, max_items = 500)]
    records: Vec<Value>,
}

/// Creates and changes invoices, each known by its external id, and reports on every record. What is wrong is skipped;
/// what is there already stays as it is, so the same call may be sent again at any time.
///
/// Errors: 401 no key that holds · 403 a key for something else · 404 another tenant's key · 413 more than 2 MB · 422 no
/// or too many records.
#[utoipa::path(
    post,
    path = "/api/internal/invoices",
    tag = "invoices",
    operation_id = "invoices_upsert",
    request_body = InvoiceBatch,
    responses((status = 200, description = "What became of each record", body = Report), WriteProblems)
)]
pub(crate) async fn handler(
    key: ServiceKey<Invoicing>,
    State(app): State<App>,
    Body(batch): Body<InvoiceBatch, KILOBYTES>,
) -> Result<Json<Report>, Problem> {
    let slug = key.means(batch.tenant.as_deref())?;
    if !(1..=RECORDS).contains(&batch.records.len()) {
        return Err(Problem::field("records", format!("Send 1 to {RECORDS} records.")));
    }
    let (scope, _) = app.directory.scope(&slug).await?.ok_or(Problem::NotFound)?;
    let records = batch.records.iter().map(parse).collect();
    upsert(&app, &scope, &key.actor(), records, false).await.map(Json)
}
