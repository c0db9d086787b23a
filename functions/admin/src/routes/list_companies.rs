//! The client companies.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::search::Search;
use shared::session::AnyStaff;
use utoipa::{IntoParams, ToSchema};

use crate::model::{CompanyStatus, CompanyView};
use crate::store;

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CompanyQuery {
    /// Words, or beginnings of words, of name, contact email and email domains.
    #[param(max_length = 200)]
    pub(crate) q: Option<String>,
    /// Only those that are served, or that are not.
    pub(crate) status: Option<CompanyStatus>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Companies by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Companies {
    items: Vec<CompanyView>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The client companies by name
#[utoipa::path(get, path = "/api/manage/companies", tag = "admin", operation_id = "company_list",
    params(CompanyQuery), responses((status = 200, body = Companies), ReadProblems))]
pub(crate) async fn list_companies(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<CompanyQuery>,
) -> Result<Json<Companies>, Problem> {
    let search = Search::read(asked.q.as_deref())?;
    let status = asked.status.map_or("", CompanyStatus::as_str);
    let list = format!("{}/companies?status={status}&q={}", staff.scope().tenant(), search.typed());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let page = store::companies(&app.store, staff.scope(), &search, asked.status, paging).await?;
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    Ok(Json(Companies { items: page.items.iter().map(CompanyView::of).collect(), next_cursor }))
}
