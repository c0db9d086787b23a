//! `POST /api/manage/catalog/items` – staff add an item.

use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use shared::account::CompanyRef;
use shared::app::App;
use shared::edition::Edition;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once, WithETag};
use shared::id::ItemId;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::{Query, StoreError};

use super::edit::ItemEdit;
use crate::model::{FormVersion, ITEM, Item};
use crate::store::ITEMS;
use crate::views::ManagedItem;

/// The edition that every new item raises.
const COUNTED: &str = "catalog_item_edition";
/// How often others may be faster before the person is asked to try again.
const TRIES: u32 = 60;
/// The pause before the next attempt grows by this, up to ten times.
const PAUSE: Duration = Duration::from_millis(3);

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
    let (item, form) = Item::new(ItemId::mint(&*app.clock, &*app.entropy), draft);
    let view = keep(&app, &staff, &once, (&item, form), &companies).await?;
    let location = format!("/api/manage/catalog/items/{}", view.line.id);
    let mut response = WithETag::created(view.line.version, view).into_response();
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(LOCATION, location);
    }
    Ok(response)
}

/// Counts after the edition was read and raises it with the item: two that were counted at the same time cannot both be
/// kept.
async fn keep(
    app: &App,
    staff: &Staff<Admin>,
    once: &Once,
    (item, form): (&Item, bool),
    companies: &[CompanyRef],
) -> Result<ManagedItem, Problem> {
    let scope = staff.scope();
    for attempt in 1..=TRIES {
        let edition = app.store.get::<Edition>(scope, COUNTED).await?;
        let full = app.store.count(scope, Query::of(&ITEM, "rank")).await? >= u64::from(ITEMS);
        let mut batch = app.store.batch(scope);
        let view = ManagedItem::of(item, 1, batch.now(), companies.to_vec());
        if full {
            let sentence =
                format!("A catalog has at most {ITEMS} items. Delete one that is no longer needed.");
            return Err(Problem::Conflict(sentence.into()));
        }
        once.keep(&mut batch, &view)?;
        batch.create(item);
        if form {
            batch.create(&FormVersion::latest(item));
        }
        let detail = serde_json::json!({ "name": item.name, "published": item.is_published() });
        batch.audit_with(&staff.person().actor(), "catalog.create", item.id.as_str(), detail);
        Edition::raise(&mut batch, COUNTED, edition.as_ref());
        match app.store.commit(batch).await {
            Ok(_) => return Ok(view),
            Err(error) => match once.replay(&app.store, scope, &error).await? {
                Some(before) => return Ok(before),
                None if matches!(error, StoreError::Stale { .. } | StoreError::Conflict { .. }) => {
                    tokio::time::sleep(PAUSE * attempt.min(10)).await;
                }
                None => return Err(error.into()),
            },
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}
