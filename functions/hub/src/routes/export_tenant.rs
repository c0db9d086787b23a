//! `POST /api/internal/tenants/{slug}/export` – a tenant whole, as one archive.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::service_key::{Exporting, ServiceKey};
use shared::tenant::archive;

use super::note;
use crate::model::slug;

/// Export a tenant whole: documents as JSON Lines and files in one tar archive
///
/// It is sent while it is made. `summary.json` is its last entry; an archive without it was cut off. Suspend the tenant
/// first for an archive of one moment.
#[utoipa::path(post, path = "/api/internal/tenants/{slug}/export", tag = "internal", operation_id = "tenant_export",
    security(("service_key" = [])), params(("slug" = String, Path)),
    responses((status = 200, description = "The archive", content_type = "application/x-tar", body = Vec<u8>), WriteProblems))]
pub(crate) async fn export_tenant(
    key: ServiceKey<Exporting>,
    State(app): State<App>,
    Path(text): Path<String>,
) -> Result<Response, Problem> {
    let slug = slug(&text)?;
    key.reaches(&slug)?;
    let (scope, tenant) = app.directory.scope(&slug).await?.ok_or(Problem::NotFound)?;
    if tenant.deletion.as_ref().is_some_and(|deletion| deletion.done_at.is_some()) {
        return Err(Problem::NotFound);
    }
    note(&app, &tenant, &key.actor(), "tenant.export", "tenant.exported").await?;
    let name = format!("attachment; filename=\"{slug}.tar\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/x-tar")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Problem::internal)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Body::from_stream(archive(app, scope, tenant.as_ref().clone()))).into_response())
}
