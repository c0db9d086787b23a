//! Imports of the last 30 days.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{ListQuery, Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Query as Question;
use utoipa::ToSchema;

use crate::import::{IMPORT, Import, ImportView};

/// Imports, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imports {
    items: Vec<ImportView>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Imports of the last 30 days, newest first
#[utoipa::path(get, path = "/api/manage/imports", tag = "admin", operation_id = "import_list",
    params(ListQuery), responses((status = 200, body = Imports), ReadProblems))]
pub(crate) async fn list_imports(
    staff: Staff<Admin>,
    State(app): State<App>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<Imports>, Problem> {
    let list = format!("{}/imports", staff.scope().tenant());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let query = Question::of(&IMPORT, "created_at").limit(paging.limit).after(paging.after);
    let page = app.store.query::<Import>(staff.scope(), query).await?;
    let next_cursor = page.next.map(|position| app.cursors.write(&list, &position)).transpose()?;
    Ok(Json(Imports { items: page.items.iter().map(ImportView::of).collect(), next_cursor }))
}
