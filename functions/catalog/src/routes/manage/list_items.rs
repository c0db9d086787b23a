//! `GET /api/manage/catalog/items` – the whole catalogue, as staff see it.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::ToSchema;

use crate::store::items;
use crate::views::ManagedItemLine;

/// The catalogue, with what is held back.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ManagedCatalogItems)]
pub(crate) struct ManagedItems {
    /// All of it, at most 200 items, by position and name.
    items: Vec<ManagedItemLine>,
}

/// Lists all items.
#[utoipa::path(
    get,
    path = "/api/manage/catalog/items",
    tag = "catalog",
    operation_id = "manage_catalog_items_list",
    responses((status = 200, description = "The catalogue", body = ManagedItems), ReadProblems)
)]
pub(crate) async fn handler(staff: AnyStaff, State(app): State<App>) -> Result<Json<ManagedItems>, Problem> {
    let items = items(&app, staff.scope()).await?;
    let line = |stored: &shared::store::Stored<crate::model::Item>| {
        ManagedItemLine::of(&stored.value, stored.version, stored.updated_at)
    };
    Ok(Json(ManagedItems { items: items.iter().map(line).collect() }))
}
