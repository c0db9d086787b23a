//! `GET /api/manage/catalog/items/{id}` – an item, for editing.

use axum::extract::State;
use shared::app::App;
use shared::company::CompanyHead;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::ItemKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::ItemPath;
use crate::store::item;
use crate::views::ManagedItem;

/// Shows an item to staff.
///
/// Errors: 404 unknown.
#[utoipa::path(
    get,
    path = "/api/manage/catalog/items/{id}",
    tag = "catalog",
    operation_id = "manage_catalog_item_get",
    params(ItemPath),
    responses((status = 200, description = "The item", body = ManagedItem), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<ItemKind>,
) -> Result<WithETag<ManagedItem>, Problem> {
    let read = item(&app, staff.scope(), &id).await?;
    let mut companies = Vec::new();
    for ids in read.value.shown_to.shown().companies.chunks(100) {
        companies.extend(CompanyHead::of(&app.store, staff.scope(), ids).await?);
    }
    companies.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(WithETag::ok(read.version, ManagedItem::of(&read.value, read.version, read.updated_at, companies)))
}
