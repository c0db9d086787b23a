//! The users of a client company.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{ListQuery, Paging, PathId, Query, ReadProblems};
use shared::id::{CompanyId, CompanyKind};
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::ToSchema;

use crate::model::{Company, ManagedUser};
use crate::store;

/// Users by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CompanyUsers {
    items: Vec<ManagedUser>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The users of a client company by name
#[utoipa::path(get, path = "/api/manage/companies/{id}/users", tag = "admin", operation_id = "company_user_list",
    params(("id" = CompanyId, Path), ListQuery), responses((status = 200, body = CompanyUsers), ReadProblems))]
pub(crate) async fn list_company_users(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<CompanyKind>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<CompanyUsers>, Problem> {
    let scope = staff.scope();
    let list = format!("{}/companies/{id}/users", scope.tenant());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let page = store::users_of(&app.store, scope, &id, paging).await?;
    // Whose users were found exists; only an empty list may be that of no company at all.
    if page.items.is_empty() && app.store.get::<Company>(scope, id.as_str()).await?.is_none() {
        return Err(Problem::NotFound);
    }
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    Ok(Json(CompanyUsers { items: page.items.iter().map(ManagedUser::of).collect(), next_cursor }))
}
