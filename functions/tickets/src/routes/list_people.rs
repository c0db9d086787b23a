//! `GET /api/portal/people` – colleagues, to choose watchers from.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::account::{USER, User};
use shared::app::App;
use shared::http::{ListQuery, Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Query as Question;
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::model::PersonRef;

/// People by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct People {
    /// By name.
    items: Vec<PersonRef>,
    /// Leads to the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists the active people of the caller's company, a hundred at once unless asked for fewer.
#[utoipa::path(
    get,
    path = "/api/portal/people",
    tag = "tickets",
    operation_id = "people_list",
    params(ListQuery),
    responses((status = 200, description = "Colleagues", body = People), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<People>, Problem> {
    let caller = Caller::from(&client);
    let list = caller.list("portal.people");
    let limit = asked.limit.or(Some(100));
    let paging = Paging::read(&app.cursors, &list, limit, asked.cursor.as_deref())?;
    // The scope binds the company.
    let query = Question::of(&USER, "sort_name").ascending().eq("status", "active");
    let query = query.limit(paging.limit).after(paging.after);
    let page = app.store.query::<User>(caller.scope(), query).await?;
    Ok(Json(People {
        items: page.items.iter().map(|user| PersonRef::from(&user.value)).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}
