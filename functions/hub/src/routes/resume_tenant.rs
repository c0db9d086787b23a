//! `POST /api/internal/tenants/{slug}/resume`

use axum::Json;
use axum::extract::{Path, State};
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::service_key::{Provisioning, ServiceKey};
use shared::tenant::TenantStatus;

use super::note;
use crate::model::{ProvisionedTenant, refused, slug};

/// Let a tenant's people sign in again; a deletion that was asked for is taken back
#[utoipa::path(post, path = "/api/internal/tenants/{slug}/resume", tag = "internal", operation_id = "tenant_resume",
    security(("service_key" = [])), params(("slug" = String, Path)),
    responses((status = 200, body = ProvisionedTenant), WriteProblems))]
pub(crate) async fn resume_tenant(
    key: ServiceKey<Provisioning>,
    State(app): State<App>,
    Path(text): Path<String>,
) -> Result<Json<ProvisionedTenant>, Problem> {
    let slug = slug(&text)?;
    let tenant = app.directory.set_status(&slug, TenantStatus::Active).await.map_err(refused)?;
    note(&app, &tenant, &key.actor(), "tenant.resume", "tenant.resumed").await?;
    Ok(Json(ProvisionedTenant::of(&tenant)))
}
