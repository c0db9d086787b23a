//! `DELETE /api/manage/service-keys/{id}` – an admin revokes a key.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::app::App;
use shared::http::WriteProblems;
use shared::id::well_formed;
use shared::problem::Problem;
use shared::service_key;
use shared::session::{Admin, Staff};

/// Revoke a service key: it opens nothing from now on
#[utoipa::path(delete, path = "/api/manage/service-keys/{id}", tag = "settings", operation_id = "service_key_revoke",
    params(("id" = String, Path, description = "The key's id")), responses((status = 204), WriteProblems))]
pub(crate) async fn revoke_key(
    staff: Staff<Admin>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    if !well_formed("key", &format!("key_{id}")) {
        return Err(Problem::NotFound);
    }
    service_key::revoke(&app, Some(staff.scope()), &staff.person().actor(), &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
