//! `GET /api/internal/tenants/{slug}`

use axum::Json;
use axum::extract::{Path, State};
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::service_key::{Reading, ServiceKey};

use crate::model::{ProvisionedTenant, slug};

/// A tenant, as the directory knows it
///
/// A tenant's own key reads its own tenant alone.
#[utoipa::path(get, path = "/api/internal/tenants/{slug}", tag = "internal", operation_id = "tenant_get",
    security(("service_key" = [])), params(("slug" = String, Path)),
    responses((status = 200, body = ProvisionedTenant), ReadProblems))]
pub(crate) async fn get_tenant(
    key: ServiceKey<Reading>,
    State(app): State<App>,
    Path(text): Path<String>,
) -> Result<Json<ProvisionedTenant>, Problem> {
    let slug = slug(&text)?;
    key.reaches(&slug)?;
    let tenant = app.directory.tenant(&slug).await?.ok_or(Problem::NotFound)?;
    Ok(Json(ProvisionedTenant::of(&tenant)))
}
