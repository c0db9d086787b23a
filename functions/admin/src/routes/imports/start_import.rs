//! Entering a file that has been checked.

use axum::extract::State;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::{PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::{ImportId, ImportKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::find;
use crate::import::{Import, ImportState, ImportView, KEPT, work};

/// Enter the companies and people of a file
///
/// It goes on by itself, whether or not anybody watches; the import tells how far it is. 409 while cells stand in the
/// way, and once it has begun.
#[utoipa::path(post, path = "/api/manage/imports/{id}/start", tag = "admin", operation_id = "import_start",
    params(("id" = ImportId, Path), ("If-Match" = String, Header)),
    responses((status = 202, body = ImportView), WriteProblems))]
pub(crate) async fn start_import(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<ImportKind>,
    version: RequiredIfMatch,
) -> Result<WithETag<ImportView>, Problem> {
    let scope = staff.scope();
    let read = find(&app, scope, id.as_str()).await?;
    version.check(read.version)?;
    refuse(&read.value)?;
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    let import = Import {
        status: ImportState::Running,
        by: staff.person().actor(),
        issues: Vec::new(),
        leased_until: now,
        ..read.value.clone()
    };
    let detail =
        serde_json::json!({ "file": import.name, "summary": import.summary, "options": import.options });
    batch
        .replace_until(&read, &import, Some(now + KEPT))
        .audit_with(&import.by, "import.start", id.as_str(), detail)
        .event(Event::new("import.started", id.as_str(), read.version + 1, Audience::staff()));
    app.store.commit(batch).await?;
    let (app, scope) = (app.clone(), scope.clone());
    // Should this process end, the timer's next call goes on.
    tokio::spawn(async move {
        if let Err(problem) = work(&app, &scope, &id).await {
            tracing::warn!(import = %id, ?problem, "an import waits for the next try");
        }
    });
    let view = ImportView::new(&import, read.version + 1, read.created_at);
    Ok(WithETag { status: axum::http::StatusCode::ACCEPTED, version: read.version + 1, body: view })
}

fn refuse(import: &Import) -> Result<(), Problem> {
    if import.status != ImportState::Checked {
        return Err(Problem::Conflict("This file is already being imported.".into()));
    }
    if import.summary.issues > 0 {
        return Err(Problem::Conflict("Some rows cannot be imported. Correct the file first.".into()));
    }
    if import.summary.people == 0 && import.summary.companies == 0 {
        return Err(Problem::Conflict("There is nothing to import in this file.".into()));
    }
    Ok(())
}
