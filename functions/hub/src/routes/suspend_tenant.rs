//! `POST /api/internal/tenants/{slug}/suspend`

use axum::Json;
use axum::extract::{Path, State};
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::service_key::{Provisioning, ServiceKey};
use shared::tenant::TenantStatus;

use super::note;
use crate::model::{ProvisionedTenant, refused, slug};

/// Let nobody of a tenant sign in; open sessions end within seconds, the data are kept
#[utoipa::path(post, path = "/api/internal/tenants/{slug}/suspend", tag = "internal", operation_id = "tenant_suspend",
    security(("service_key" = [])), params(("slug" = String, Path)),
    responses((status = 200, body = ProvisionedTenant), WriteProblems))]
pub(crate) async fn suspend_tenant(
    key: ServiceKey<Provisioning>,
    State(app): State<App>,
    Path(text): Path<String>,
) -> Result<Json<ProvisionedTenant>, Problem> {
    let slug = slug(&text)?;
    let tenant = app.directory.set_status(&slug, TenantStatus::Suspended).await.map_err(refused)?;
    note(&app, &tenant, &key.actor(), "tenant.suspend", "tenant.suspended").await?;
    Ok(Json(ProvisionedTenant::of(&tenant)))
}
