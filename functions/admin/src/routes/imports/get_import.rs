//! One import, with how far it is.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::{ImportId, ImportKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::find;
use crate::import::ImportView;

/// One import: what it would enter, what stands in the way, how much has been entered
#[utoipa::path(get, path = "/api/manage/imports/{id}", tag = "admin", operation_id = "import_get",
    params(("id" = ImportId, Path)), responses((status = 200, body = ImportView), ReadProblems))]
pub(crate) async fn get_import(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<ImportKind>,
) -> Result<WithETag<ImportView>, Problem> {
    let import = find(&app, staff.scope(), id.as_str()).await?;
    Ok(WithETag::ok(import.version, ImportView::of(&import)))
}
