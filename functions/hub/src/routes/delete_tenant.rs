//! `DELETE /api/internal/tenants/{slug}`

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::service_key::{Provisioning, ServiceKey};

use super::note;
use crate::model::{ProvisionedTenant, refused, slug};

/// Suspend a tenant and have its data removed after 30 days
///
/// `resume` takes it back until then. The slug is never used again.
#[utoipa::path(delete, path = "/api/internal/tenants/{slug}", tag = "internal", operation_id = "tenant_delete",
    security(("service_key" = [])), params(("slug" = String, Path)),
    responses((status = 202, body = ProvisionedTenant), WriteProblems))]
pub(crate) async fn delete_tenant(
    key: ServiceKey<Provisioning>,
    State(app): State<App>,
    Path(text): Path<String>,
) -> Result<(StatusCode, Json<ProvisionedTenant>), Problem> {
    let slug = slug(&text)?;
    let before = app.directory.tenant(&slug).await?.ok_or(Problem::NotFound)?;
    let tenant = app.directory.delete(&slug).await.map_err(refused)?;
    // Nothing is written any more to a tenant whose data are gone.
    if before.deletion.is_none() {
        note(&app, &tenant, &key.actor(), "tenant.delete", "tenant.deletion_requested").await?;
    }
    Ok((StatusCode::ACCEPTED, Json(ProvisionedTenant::of(&tenant))))
}
