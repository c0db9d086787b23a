//! `POST /api/portal/requests` – a client asks for an item.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, CreateProblems, IdempotencyKey, Once};
use shared::id::ItemId;
use shared::problem::Problem;
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::requests::page;
use crate::requests::{Asking, Desk, create, repeated};
use crate::store::visible;
use crate::views::RequestView;

/// A new request.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCatalogRequest)]
pub(crate) struct NewRequest {
    /// The item.
    item: ItemId,
    /// The version of the form that was filled in; 409 where the item has another by now.
    form_version: u32,
    /// The answers by their fields' keys: text, number, true or false, a list of options or of own unused uploads.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    answers: BTreeMap<String, serde_json::Value>,
}

/// Asks for an item in the caller's name. It becomes a ticket at once, or waits until another admin of the company
/// approves it.
///
/// Errors: 409 the form has changed, or nobody could approve · 422 answers, as `answers.KEY` · 503 many others at once.
#[utoipa::path(
    post,
    path = "/api/portal/requests",
    tag = "catalog",
    operation_id = "request_create",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition harmless")),
    request_body = NewRequest,
    responses(
        (status = 201, description = "The request", body = RequestView,
            headers(("Location" = String, description = "Its address"))),
        CreateProblems
    )
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    desk: Desk,
    key: IdempotencyKey,
    Body(new): Body<NewRequest>,
) -> Result<Response, Problem> {
    let once = Once::new(&key, client.user().id.as_str(), "request.create", &new)?;
    let stored = match visible(&app, &client, &new.item).await {
        Ok(item) => {
            let asking = Asking { item: &item.value, form_version: new.form_version, answers: &new.answers };
            create(&app, desk, &client, &asking, &once).await?
        }
        Err(Problem::NotFound) => {
            // A repetition may find the item gone.
            let wrong = || Problem::field("item", "This is no longer in the catalog.");
            repeated(&app, &client, &once).await?.ok_or_else(wrong)?
        }
        Err(problem) => return Err(problem),
    };
    let mut answer = page(&app, client.scope(), &stored, client.user()).await?;
    answer.status = axum::http::StatusCode::CREATED;
    let mut response = answer.into_response();
    if let Ok(location) = HeaderValue::from_str(&format!("/api/portal/requests/{}", stored.value.id)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}
