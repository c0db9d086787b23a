//! `DELETE /api/manage/domain` – an admin gives the domain up.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use crate::domain::release;

/// Give the portal's domain up
///
/// Other portals cannot claim it for three days, and whoever claims it again proves it anew.
#[utoipa::path(delete, path = "/api/manage/domain", tag = "settings", operation_id = "domain_release",
    responses((status = 204), WriteProblems))]
pub(crate) async fn delete_domain(
    staff: Staff<Admin>,
    State(app): State<App>,
) -> Result<StatusCode, Problem> {
    let person = staff.person();
    if release(&app, staff.scope(), &person.tenant, &person.actor()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::NotFound)
    }
}
