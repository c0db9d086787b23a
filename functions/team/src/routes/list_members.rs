//! The team of a company.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::search::Search;
use shared::session::CompanyAdmin;
use utoipa::{IntoParams, ToSchema};

use crate::model::Member;
use crate::store;

/// Whom to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MemberQuery {
    /// Words, or beginnings of words, of name and email.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Members by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Members {
    items: Vec<Member>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The people of one's own company by name
#[utoipa::path(get, path = "/api/portal/team", tag = "team", operation_id = "team_list",
    params(MemberQuery), responses((status = 200, body = Members), ReadProblems))]
pub(crate) async fn list_members(
    admin: CompanyAdmin,
    State(app): State<App>,
    Query(asked): Query<MemberQuery>,
) -> Result<Json<Members>, Problem> {
    let scope = admin.0.scope();
    let search = Search::read(asked.q.as_deref())?;
    let company = scope.company().map_or("", |company| company.as_str());
    let list = format!("{}/team/{company}?q={}", scope.tenant(), search.typed());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let page = store::members(&app.store, scope, &search, paging).await?;
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    Ok(Json(Members { items: page.items.iter().map(Member::of).collect(), next_cursor }))
}
