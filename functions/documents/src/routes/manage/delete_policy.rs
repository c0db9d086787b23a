//! `DELETE /api/manage/documents/policies/{id}` – staff throw a draft away.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::app::App;
use shared::http::{IfMatch, PathId, WriteProblems};
use shared::id::PolicyKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::super::PolicyPath;
use crate::model::{Policy, PolicyState};
use crate::store::{discard, remove};

/// Removes a policy that was never published; others can be archived.
///
/// Errors: 403 no admin · 404 unknown · 409 it was published · 412 another version.
#[utoipa::path(
    delete,
    path = "/api/manage/documents/policies/{id}",
    tag = "documents",
    operation_id = "manage_policy_delete",
    params(PolicyPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 204, description = "Removed"), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
    expected: IfMatch,
) -> Result<StatusCode, Problem> {
    let scope = staff.scope();
    let read = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    if read.value.state != PolicyState::Draft {
        return Err(Problem::Conflict("This policy was published. Archive it instead.".into()));
    }
    let files = [read.value.terms.source.clone()];
    let mut batch = app.store.batch(scope);
    batch.delete(&read);
    discard(&mut batch, &staff.user().id, files.clone());
    let detail = json!({ "title": read.value.terms.title });
    batch.audit_with(&staff.person().actor(), "policy.delete", id.as_str(), detail);
    app.store.commit(batch).await?;
    remove(&app, scope, &files).await;
    Ok(StatusCode::NO_CONTENT)
}
