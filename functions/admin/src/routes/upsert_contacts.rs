//! `POST /api/internal/contacts` – the PSA, or whatever bridges it, sends its contacts.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Value;
use shared::app::App;
use shared::http::{Body, WriteProblems};
use shared::problem::Problem;
use shared::service_key::{Contacting, ServiceKey};
use utoipa::ToSchema;

use crate::contacts::{ContactRecord, Report, upsert};

/// Records of a call at most.
const RECORDS: usize = 500;
/// Kilobytes of a call at most.
const KILOBYTES: usize = 1_024;

/// Contacts of one tenant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactBatch {
    /// The tenant's slug; needed with a key of the installation alone.
    #[serde(default)]
    tenant: Option<String>,
    /// 1 to 500. Each is read by itself, so that a wrong one does not take the others with it.
    #[schema(value_type = Vec<ContactRecord>, min_items = 1, max_items = 500)]
    records: Vec<Value>,
}

/// Take over contacts of the PSA
///
/// Of companies with PSA auto-provisioning: who has access to the portal becomes a user and is invited by mail, who is
/// there already is linked and brought up to date, who has lost the access is disabled. Reports on every record; the
/// same call may be sent again at any time.
#[utoipa::path(post, path = "/api/internal/contacts", tag = "admin", operation_id = "contacts_upsert",
    request_body = ContactBatch,
    responses((status = 200, description = "What became of each record", body = Report), WriteProblems))]
pub(crate) async fn upsert_contacts(
    key: ServiceKey<Contacting>,
    State(app): State<App>,
    Body(batch): Body<ContactBatch, KILOBYTES>,
) -> Result<Json<Report>, Problem> {
    let slug = key.means(batch.tenant.as_deref())?;
    if !(1..=RECORDS).contains(&batch.records.len()) {
        return Err(Problem::field("records", format!("Send 1 to {RECORDS} records.")));
    }
    let (scope, _) = app.directory.scope(&slug).await?.ok_or(Problem::NotFound)?;
    upsert(&app, &scope, &key.actor(), &batch.records).await.map(Json)
}
