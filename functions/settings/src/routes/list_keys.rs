//! `GET /api/manage/service-keys`

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::service_key;
use shared::session::{Admin, Staff};
use utoipa::ToSchema;

use crate::model::ManagedKey;

/// The tenant's keys, newest first; a few, so there are no pages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ManagedKeys {
    items: Vec<ManagedKey>,
}

/// The tenant's service keys, without the keys themselves
#[utoipa::path(get, path = "/api/manage/service-keys", tag = "settings", operation_id = "service_key_list",
    responses((status = 200, body = ManagedKeys), ReadProblems))]
pub(crate) async fn list_keys(
    staff: Staff<Admin>,
    State(app): State<App>,
) -> Result<Json<ManagedKeys>, Problem> {
    let keys = service_key::list(&app, Some(staff.scope())).await?;
    Ok(Json(ManagedKeys { items: keys.iter().rev().map(ManagedKey::of).collect() }))
}
