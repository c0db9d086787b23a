//! `DELETE /api/manage/catalog/items/{id}` – staff throw an item away.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::{IfMatch, PathId, WriteProblems};
use shared::id::ItemKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::super::ItemPath;
use crate::store::item;

/// Deletes an item. Requests for it stay, with the form that they were asked by.
///
/// Errors: 403 all but admins · 404 unknown · 412 another version.
#[utoipa::path(
    delete,
    path = "/api/manage/catalog/items/{id}",
    tag = "catalog",
    operation_id = "manage_catalog_item_delete",
    params(ItemPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 204, description = "Gone"), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<ItemKind>,
    expected: IfMatch,
) -> Result<StatusCode, Problem> {
    let read = item(&app, staff.scope(), &id).await?;
    expected.check(read.version)?;
    let mut batch = app.store.batch(staff.scope());
    batch.delete(&read);
    let detail = serde_json::json!({ "name": read.value.name });
    batch.audit_with(&staff.person().actor(), "catalog.delete", id.as_str(), detail);
    app.store.commit(batch).await?;
    Ok(StatusCode::NO_CONTENT)
}
