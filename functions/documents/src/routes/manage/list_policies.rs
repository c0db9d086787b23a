//! `GET /api/manage/documents/policies` – all policies.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::search::Search;
use shared::session::AnyStaff;
use shared::store::Query as Asked;
use utoipa::IntoParams;

use crate::model::{POLICY, Policy, PolicyState};
use crate::views::{PolicyLine, PolicyList};

/// Filters and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PoliciesQuery {
    /// Those that stand there alone.
    #[param(inline)]
    state: Option<PolicyState>,
    /// Words of title or issuing party, or their beginnings; at most 200 characters and 30 words.
    q: Option<String>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists policies, those changed last first.
#[utoipa::path(
    get,
    path = "/api/manage/documents/policies",
    tag = "documents",
    operation_id = "manage_policies_list",
    params(PoliciesQuery),
    responses((status = 200, description = "A page of policies", body = PolicyList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<PoliciesQuery>,
) -> Result<Json<PolicyList>, Problem> {
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let scope = staff.scope();
    let list = format!("{}/{}/manage.policies/{filters}", scope.tenant(), staff.user().id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let mut query = Search::read(asked.q.as_deref())?.narrow(Asked::of(&POLICY, "updated_at"));
    if let Some(state) = asked.state {
        query = query.eq("state", state.as_str());
    }
    let page = app.store.query::<Policy>(scope, query.limit(paging.limit).after(paging.after)).await?;
    Ok(Json(PolicyList {
        items: page.items.iter().map(PolicyLine::of).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}
