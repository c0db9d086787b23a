//! `GET /api/manage/documents/compliance` – how far everybody has come with what they must sign.

use axum::Json;
use axum::extract::State;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::AnyStaff;

use crate::store::{ledger, tallies, today};
use crate::views::Compliance;

/// Shows the score of all policies and companies together and of each policy: signed / required × 100. Three round trips
/// for up to a thousand companies, whatever the number of people; more where something has changed since the last look.
#[utoipa::path(
    get,
    path = "/api/manage/documents/compliance",
    tag = "documents",
    operation_id = "manage_compliance_get",
    responses((status = 200, description = "The figures", body = Compliance), ReadProblems)
)]
pub(crate) async fn handler(staff: AnyStaff, State(app): State<App>) -> Result<Json<Compliance>, Problem> {
    let ledger = ledger(&app, staff.scope()).await?;
    let tallies = tallies(&app, staff.scope()).await?;
    Ok(Json(Compliance::of(&ledger, &tallies, today(&app, staff.scope()).await?)))
}
