//! One client company.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::{CompanyId, CompanyKind};
use shared::problem::Problem;
use shared::session::AnyStaff;

use crate::model::{Company, CompanyView};
use crate::store;

/// One client company, with the number of its users
#[utoipa::path(get, path = "/api/manage/companies/{id}", tag = "admin", operation_id = "company_get",
    params(("id" = CompanyId, Path)), responses((status = 200, body = CompanyView), ReadProblems))]
pub(crate) async fn get_company(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<CompanyKind>,
) -> Result<WithETag<CompanyView>, Problem> {
    let company = app.store.get::<Company>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    let users = store::count_users_of(&app.store, staff.scope(), &id).await?;
    Ok(WithETag::ok(company.version, CompanyView { user_count: Some(users), ..CompanyView::of(&company) }))
}
