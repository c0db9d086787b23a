//! `GET /api/portal/catalog/items/{id}` – an item with its form.

use axum::Json;
use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::ItemKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::ItemPath;
use crate::store::visible;
use crate::views::ItemView;

/// Shows an item that the caller's company sees, with the form to ask for it.
///
/// Errors: 404 unknown, held back, or for others.
#[utoipa::path(
    get,
    path = "/api/portal/catalog/items/{id}",
    tag = "catalog",
    operation_id = "catalog_item_get",
    params(ItemPath),
    responses((status = 200, description = "The item", body = ItemView), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<ItemKind>,
) -> Result<Json<ItemView>, Problem> {
    let stored = visible(&app, &client, &id).await?;
    Ok(Json(ItemView::of(&stored.value)))
}
