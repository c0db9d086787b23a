//! `POST /api/manage/domain/check` – an admin has the domain looked up now.

use axum::extract::State;
use shared::app::App;
use shared::http::{WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::get_domain::{CustomDomain, answer};
use crate::domain::check;

/// Look the portal's domain up now, instead of with the next timer
#[utoipa::path(post, path = "/api/manage/domain/check", tag = "settings", operation_id = "domain_check",
    responses((status = 200, body = CustomDomain, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn check_domain(
    staff: Staff<Admin>,
    State(app): State<App>,
) -> Result<WithETag<CustomDomain>, Problem> {
    let person = staff.person();
    let tenant = app.directory.tenant(staff.scope().tenant()).await?.ok_or(Problem::NotFound)?;
    if !check(&app, staff.scope(), &tenant, &person.actor()).await? {
        return Err(Problem::NotFound);
    }
    answer(&app, person, staff.scope()).await
}
