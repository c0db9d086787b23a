//! `PUT /api/manage/documents/policies/{id}` – staff write on a policy.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::PolicyKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Stored;

use super::super::PolicyPath;
use super::ReadVersion;
use super::policy_edit::PolicyEdit;
use crate::model::{Policy, PolicyState};
use crate::store::{discard, remove, stage_content};
use crate::views::PolicyView;

/// Changes what staff have written; clients go on seeing what is published.
///
/// Errors: 403 no admin · 404 unknown · 409 archived · 412 another version · 422 fields.
#[utoipa::path(
    put,
    path = "/api/manage/documents/policies/{id}",
    tag = "documents",
    operation_id = "manage_policy_update",
    params(PolicyPath, ReadVersion),
    request_body = PolicyEdit,
    responses((status = 200, description = "The policy", body = PolicyView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
    expected: RequiredIfMatch,
    Body(edit): Body<PolicyEdit, 4096>,
) -> Result<WithETag<PolicyView>, Problem> {
    let (scope, user) = (staff.scope(), staff.user());
    let read = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    if read.value.state == PolicyState::Archived {
        return Err(Problem::Conflict("This policy is archived.".into()));
    }
    let written = edit.checked(&app, scope).await?;
    let (file, sha256) = stage_content(&app, scope, &user.id, &written.source).await?;
    let mut batch = app.store.batch(scope);
    let mut after = read.value.clone();
    // The same text stays in its file; the sweep removes the new one.
    let mut gone = Vec::new();
    if sha256 == read.value.terms.sha256 {
        let terms = written.terms(read.value.terms.source.clone(), sha256);
        after.rewrite(terms, written.reach);
    } else {
        let terms = written.terms(file.value.id.clone(), sha256);
        gone.extend(after.rewrite(terms, written.reach));
        batch.delete(&file);
    }
    batch.replace(&read, &after);
    discard(&mut batch, &user.id, gone.clone());
    batch.audit(&staff.person().actor(), "policy.update", id.as_str());
    let now = batch.now();
    app.store.commit(batch).await?;
    remove(&app, scope, &gone).await;
    let version = read.version + 1;
    let stored = Stored { value: after, version, updated_at: now, ..read };
    Ok(WithETag::ok(version, PolicyView::of(&stored, written.source, written.companies)))
}
