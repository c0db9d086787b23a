//! Throwing away a file that was checked.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{PathId, WriteProblems};
use shared::id::{ImportId, ImportKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::find;
use crate::import::{ImportState, file_of};

/// Throw away a file and what was found out about it
///
/// 409 while it is being entered. Companies and people that were entered stay.
#[utoipa::path(delete, path = "/api/manage/imports/{id}", tag = "admin", operation_id = "import_delete",
    params(("id" = ImportId, Path)), responses((status = 204), WriteProblems))]
pub(crate) async fn delete_import(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<ImportKind>,
) -> Result<StatusCode, Problem> {
    let scope = staff.scope();
    let read = find(&app, scope, id.as_str()).await?;
    if read.value.status == ImportState::Running {
        return Err(Problem::Conflict("This file is being imported.".into()));
    }
    let mut batch = app.store.batch(scope);
    batch.delete(&read).audit(&staff.person().actor(), "import.delete", id.as_str()).event(Event::new(
        "import.deleted",
        id.as_str(),
        read.version + 1,
        Audience::staff(),
    ));
    app.files.delete(&file_of(scope, &read.value)).await?;
    app.store.commit(batch).await?;
    Ok(StatusCode::NO_CONTENT)
}
