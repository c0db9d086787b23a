//! `GET /api/manage/mail/deliveries` – what became of the mails.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::mail::{MAIL, Mail};
use shared::outbox::DeliveryState;
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query as Ask;
use utoipa::{IntoParams, ToSchema};

use crate::model::Delivery;

/// Which mails.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeliveryQuery {
    /// In this state alone.
    state: Option<DeliveryState>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Mails, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Deliveries {
    items: Vec<Delivery>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Mails of the last 60 days, newest first, and what became of them
#[utoipa::path(get, path = "/api/manage/mail/deliveries", tag = "mail", operation_id = "delivery_list",
    params(DeliveryQuery), responses((status = 200, body = Deliveries), ReadProblems))]
pub(crate) async fn list_deliveries(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<DeliveryQuery>,
) -> Result<Json<Deliveries>, Problem> {
    let state = asked.state.map_or("", DeliveryState::as_str);
    let list = format!("{}/mail/{state}", staff.scope().tenant());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let mut query = Ask::of(&MAIL, "created_at").limit(paging.limit).after(paging.after);
    if asked.state.is_some() {
        query = query.eq("state", state);
    }
    let page = app.store.query::<Mail>(staff.scope(), query).await?;
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    Ok(Json(Deliveries { items: page.items.iter().map(Delivery::of).collect(), next_cursor }))
}
