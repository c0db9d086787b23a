//! `GET /api/portal/requests` – what the caller asked for, or their company.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Query as Question;
use utoipa::{IntoParams, ToSchema};

use super::requests::RequestList;
use crate::model::{REQUEST, Request, Status};

/// Whose requests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Whose {
    /// The caller's own.
    #[default]
    Mine,
    /// The whole company's, for those who read its tickets.
    Company,
}

/// Filters and page.
#[derive(Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RequestsQuery {
    /// Whose.
    #[param(inline)]
    whose: Option<Whose>,
    /// Where they stand.
    #[param(inline)]
    status: Option<Status>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists the caller's requests, or the company's.
///
/// Errors: 403 the company's, for somebody who sees only their own.
#[utoipa::path(
    get,
    path = "/api/portal/requests",
    tag = "catalog",
    operation_id = "requests_list",
    params(RequestsQuery),
    responses((status = 200, description = "A page of requests", body = RequestList), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Query(asked): Query<RequestsQuery>,
) -> Result<Json<RequestList>, Problem> {
    let user = client.user();
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let list = format!("{}/{}/portal.requests/{filters}", client.scope().tenant(), user.id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let mut query = Question::of(&REQUEST, "asked_at").limit(paging.limit).after(paging.after);
    match asked.whose.unwrap_or_default() {
        Whose::Mine => query = query.eq("asked_by", user.id.as_str()),
        Whose::Company if user.reads_company() => {}
        Whose::Company => {
            return Err(Problem::Forbidden("You see your own requests only.".into()));
        }
    }
    if let Some(status) = asked.status {
        query = query.eq("status", status.as_str());
    }
    let page = app.store.query::<Request>(client.scope(), query).await?;
    RequestList::of(&app, &list, page, user).map(Json)
}
