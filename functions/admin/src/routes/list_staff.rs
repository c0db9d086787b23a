//! The provider's own people, for assigning tickets.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{ListQuery, Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::ToSchema;

use crate::model::StaffMember;
use crate::store;

/// Most people there are to choose from fit on one page.
const USUAL: u32 = 100;

/// Staff by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaffMembers {
    items: Vec<StaffMember>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The provider's own people by name; 100 on a page unless `limit` says otherwise
#[utoipa::path(get, path = "/api/manage/staff", tag = "admin", operation_id = "staff_list",
    params(ListQuery), responses((status = 200, body = StaffMembers), ReadProblems))]
pub(crate) async fn list_staff(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<StaffMembers>, Problem> {
    let list = format!("{}/staff", staff.scope().tenant());
    let limit = asked.limit.or(Some(USUAL));
    let paging = Paging::read(&app.cursors, &list, limit, asked.cursor.as_deref())?;
    let page = store::staff(&app.store, staff.scope(), paging).await?;
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    let items = page.items.iter().map(|stored| StaffMember::of(&stored.value)).collect();
    Ok(Json(StaffMembers { items, next_cursor }))
}
