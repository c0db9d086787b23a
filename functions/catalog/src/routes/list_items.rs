//! `GET /api/portal/catalog/items` – what the caller's company can ask for.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::ClientScope;
use utoipa::ToSchema;

use crate::store::shown;
use crate::views::ItemCard;

/// The catalogue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CatalogItems)]
pub(crate) struct ItemCards {
    /// All of it, at most 200 items, in the order that staff gave them.
    items: Vec<ItemCard>,
}

/// Lists the items that the caller's company sees.
#[utoipa::path(
    get,
    path = "/api/portal/catalog/items",
    tag = "catalog",
    operation_id = "catalog_items_list",
    responses((status = 200, description = "The catalogue", body = ItemCards), ReadProblems)
)]
pub(crate) async fn handler(client: ClientScope, State(app): State<App>) -> Result<Json<ItemCards>, Problem> {
    let items = shown(&app, &client).await?;
    Ok(Json(ItemCards { items: items.iter().map(|stored| ItemCard::of(&stored.value)).collect() }))
}
