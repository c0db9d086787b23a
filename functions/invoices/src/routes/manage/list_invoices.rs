//! `GET /api/manage/invoices` – the invoices of all companies.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Query, ReadProblems};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::IntoParams;

use crate::list::{Sort, Wanted};
use crate::model::InvoiceList;
use crate::status::Status;

/// Filters, order and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ManagedInvoicesQuery {
    /// Of that company alone.
    #[param(value_type = Option<String>)]
    company: Option<CompanyId>,
    /// Of that status alone, as it is today.
    #[param(inline)]
    status: Option<Status>,
    /// Words of number, company, lines or note, or their beginnings; at most 200 characters and 30 words.
    q: Option<String>,
    /// Order.
    #[param(inline)]
    sort: Option<Sort>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    cursor: Option<String>,
}

/// Lists all companies' invoices, drafts among them.
#[utoipa::path(
    get,
    path = "/api/manage/invoices",
    tag = "invoices",
    operation_id = "manage_invoices_list",
    params(ManagedInvoicesQuery),
    responses((status = 200, description = "A page of invoices", body = InvoiceList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<ManagedInvoicesQuery>,
) -> Result<Json<InvoiceList>, Problem> {
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let scope = staff.scope();
    let list = format!("{}/{}/manage.invoices/{filters}", scope.tenant(), staff.user().id);
    let wanted = Wanted {
        company: asked.company.as_ref(),
        status: asked.status,
        q: asked.q.as_deref(),
        sort: asked.sort.unwrap_or_default(),
        drafts: true,
    };
    wanted.page(&app, scope, &list, asked.limit, asked.cursor.as_deref()).await.map(Json)
}
