//! `GET /api/manage/requests` – what clients asked for.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query as Question;
use utoipa::IntoParams;

use super::super::requests::RequestList;
use crate::model::{REQUEST, Request, Status};

/// Filters and page.
#[derive(Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ManagedRequestsQuery {
    /// Where they stand.
    #[param(inline)]
    status: Option<Status>,
    /// Whose.
    company: Option<CompanyId>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists all clients' requests.
#[utoipa::path(
    get,
    path = "/api/manage/requests",
    tag = "catalog",
    operation_id = "manage_requests_list",
    params(ManagedRequestsQuery),
    responses((status = 200, description = "A page of requests", body = RequestList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<ManagedRequestsQuery>,
) -> Result<Json<RequestList>, Problem> {
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let list = format!("{}/manage.requests/{filters}", staff.scope().tenant());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let mut query = Question::of(&REQUEST, "asked_at").limit(paging.limit).after(paging.after);
    if let Some(company) = &asked.company {
        query = query.eq("company", company.as_str());
    }
    if let Some(status) = asked.status {
        query = query.eq("status", status.as_str());
    }
    let page = app.store.query::<Request>(staff.scope(), query).await?;
    RequestList::of(&app, &list, page, staff.user()).map(Json)
}
