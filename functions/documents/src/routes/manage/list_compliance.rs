//! `GET /api/manage/documents/compliance/companies` – how far each company has come.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Paging, Query, ReadProblems};
use shared::id::PolicyId;
use shared::problem::Problem;
use shared::search::Search;
use shared::session::AnyStaff;
use shared::store::Query as Asked;
use utoipa::IntoParams;

use crate::model::{TALLY, Tally};
use crate::store::{ledger, today};
use crate::views::{CompanyPart, CompanyParts};

/// Filters and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CompaniesQuery {
    /// Companies that are asked to sign that policy, with the figures of it alone.
    #[param(value_type = Option<String>)]
    policy: Option<PolicyId>,
    /// Words of the company's name, or their beginnings; at most 200 characters and 30 words.
    q: Option<String>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists companies with people who must sign: the worst score first, or by name where one policy is looked at.
#[utoipa::path(
    get,
    path = "/api/manage/documents/compliance/companies",
    tag = "documents",
    operation_id = "manage_compliance_companies",
    params(CompaniesQuery),
    responses((status = 200, description = "A page of companies", body = CompanyParts), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<CompaniesQuery>,
) -> Result<Json<CompanyParts>, Problem> {
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let scope = staff.scope();
    let list = format!("{}/{}/manage.compliance/{filters}", scope.tenant(), staff.user().id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let order = if asked.policy.is_some() { "sort_name" } else { "score" };
    let query = Asked::of(&TALLY, order).ascending().eq("asked", true);
    let mut query = Search::read(asked.q.as_deref())?.narrow(query).limit(paging.limit).after(paging.after);
    if let Some(policy) = &asked.policy {
        query = query.has("policies", policy.as_str());
    }
    let ledger = ledger(&app, scope).await?;
    let page = app.store.query::<Tally>(scope, query).await?;
    let today = today(&app, scope).await?;
    let part = |tally| CompanyPart::of(tally, &ledger.demands, asked.policy.as_ref(), today);
    Ok(Json(CompanyParts {
        items: page.items.iter().map(|stored| part(&stored.value)).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}
