//! `PUT /api/manage/catalog/items/{id}` – staff change, publish or withdraw an item.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::ItemKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::super::ItemPath;
use super::edit::ItemEdit;
use crate::model::FormVersion;
use crate::store::item;
use crate::views::ManagedItem;

/// Replaces an item. A changed form that clients see is a new version of it; requests keep the version that they were
/// asked by.
///
/// Errors: 403 all but admins · 404 unknown · 412 another version · 422 fields · 428 without a version.
#[utoipa::path(
    put,
    path = "/api/manage/catalog/items/{id}",
    tag = "catalog",
    operation_id = "manage_catalog_item_update",
    params(ItemPath, ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = ItemEdit,
    responses((status = 200, description = "The item", body = ManagedItem), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<ItemKind>,
    expected: RequiredIfMatch,
    Body(edit): Body<ItemEdit>,
) -> Result<WithETag<ManagedItem>, Problem> {
    let read = item(&app, staff.scope(), &id).await?;
    expected.check(read.version)?;
    let (draft, companies) = edit.checked(&app, staff.scope()).await?;
    let mut changed = read.value.clone();
    let form = changed.rewrite(draft);
    let mut batch = app.store.batch(staff.scope());
    batch.replace(&read, &changed);
    if form {
        batch.create(&FormVersion::latest(&changed));
    }
    let detail = serde_json::json!({ "published": changed.is_published(), "form": changed.form });
    batch.audit_with(&staff.person().actor(), "catalog.update", id.as_str(), detail);
    let (version, now) = (read.version + 1, batch.now());
    app.store.commit(batch).await?;
    Ok(WithETag::ok(version, ManagedItem::of(&changed, version, now, companies)))
}
