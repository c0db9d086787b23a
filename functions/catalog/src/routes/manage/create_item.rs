//! `POST /api/manage/catalog/items` – staff add an item.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once, WithETag};
use shared::id::ItemId;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Query;

use super::edit::ItemEdit;
use crate::model::{FormVersion, ITEM, Item};
use crate::store::ITEMS;
use crate::views::ManagedItem;

/// Adds an item to the catalogue.
///
/// Errors: 403 all but admins · 409 two hundred items · 422 fields.
#[utoipa::path(
    post,
    path = "/api/manage/catalog/items",
    tag = "catalog",
    operation_id = "manage_catalog_item_create",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition harmless")),
    request_body = ItemEdit,
    responses(
        (status = 201, description = "The item", body = ManagedItem,
            headers(("Location" = String, description = "Its address"))),
        CreateProblems
    )
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    key: IdempotencyKey,
    Body(new): Body<ItemEdit>,
) -> Result<Response, Problem> {
    let once = Once::new(&key, staff.user().id.as_str(), "catalog.create", &new)?;
    let (draft, companies) = new.checked(&app, staff.scope()).await?;
    if app.store.count(staff.scope(), Query::of(&ITEM, "rank")).await? >= u64::from(ITEMS) {
        let sentence = format!("A catalogue has at most {ITEMS} items. Delete one that is no longer needed.");
        return Err(Problem::Conflict(sentence.into()));
    }
    let (item, form) = Item::new(ItemId::mint(&*app.clock, &*app.entropy), draft);
    let mut batch = app.store.batch(staff.scope());
    let view = ManagedItem::of(&item, 1, batch.now(), companies);
    once.keep(&mut batch, &view)?;
    batch.create(&item);
    if form {
        batch.create(&FormVersion::latest(&item));
    }
    let detail = serde_json::json!({ "name": item.name, "published": item.is_published() });
    batch.audit_with(&staff.person().actor(), "catalog.create", item.id.as_str(), detail);
    let view = match app.store.commit(batch).await {
        Ok(_) => view,
        Err(error) => match once.replay(&app.store, staff.scope(), &error).await? {
            Some(before) => before,
            None => return Err(error.into()),
        },
    };
    let location = format!("/api/manage/catalog/items/{}", view.line.id);
    let mut response = WithETag::created(view.line.version, view).into_response();
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}
