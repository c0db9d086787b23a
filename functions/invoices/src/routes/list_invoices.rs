//! `GET /api/portal/invoices` – the invoices of the caller's company.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Query, ReadProblems};
use shared::problem::Problem;
use utoipa::IntoParams;

use crate::billing::Billing;
use crate::list::{Sort, Wanted};
use crate::model::InvoiceList;
use crate::status::Status;

/// Filters, order and page.
#[derive(Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InvoicesQuery {
    /// Of that status alone, as it is today.
    #[param(inline)]
    pub(crate) status: Option<Status>,
    /// Words of number, lines or note, or their beginnings; at most 200 characters and 30 words.
    pub(crate) q: Option<String>,
    /// Order.
    #[param(inline)]
    pub(crate) sort: Option<Sort>,
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    #[serde(skip_serializing_if = "shared::http::left_out")]
    pub(crate) limit: Option<u32>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "shared::http::left_out")]
    pub(crate) cursor: Option<String>,
}

/// Lists the company's invoices; drafts are not among them.
#[utoipa::path(
    get,
    path = "/api/portal/invoices",
    tag = "invoices",
    operation_id = "invoices_list",
    params(InvoicesQuery),
    responses((status = 200, description = "A page of invoices", body = InvoiceList), ReadProblems)
)]
pub(crate) async fn handler(
    billing: Billing,
    State(app): State<App>,
    Query(asked): Query<InvoicesQuery>,
) -> Result<Json<InvoiceList>, Problem> {
    let filters = serde_json::to_string(&asked).map_err(Problem::internal)?;
    let scope = billing.scope();
    let list = format!("{}/{}/portal.invoices/{filters}", scope.tenant(), billing.user().id);
    let wanted = Wanted {
        company: None,
        status: asked.status,
        q: asked.q.as_deref(),
        sort: asked.sort.unwrap_or_default(),
        drafts: false,
    };
    wanted.page(&app, scope, &list, asked.limit, asked.cursor.as_deref()).await.map(Json)
}
