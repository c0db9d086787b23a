//! `POST /api/manage/documents/policies/{id}/archive` – staff stop asking for signatures.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::PolicyKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Stored;

use super::super::PolicyPath;
use super::ReadVersion;
use super::policy_edit::{told, view};
use crate::model::PolicyState;
use crate::store::keep;
use crate::views::PolicyView;

/// Nobody is asked to sign the policy any more; signatures and their proofs stay.
///
/// Errors: 403 no admin · 404 unknown · 409 not published · 412 another version.
#[utoipa::path(
    post,
    path = "/api/manage/documents/policies/{id}/archive",
    tag = "documents",
    operation_id = "manage_policy_archive",
    params(PolicyPath, ReadVersion),
    responses((status = 200, description = "The policy", body = PolicyView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
    expected: RequiredIfMatch,
) -> Result<WithETag<PolicyView>, Problem> {
    let scope = staff.scope();
    let actor = staff.person().actor();
    let stored = keep(&app, scope, &id, |batch, read| {
        expected.check(read.version)?;
        let mut after = read.value.clone();
        let Some(published) = read.value.asked() else {
            return Err(Problem::Conflict("This policy is not published.".into()));
        };
        after.state = PolicyState::Archived;
        batch.replace(read, &after);
        batch.audit(&actor, "policy.archive", id.as_str());
        batch.event(told("document.changed", &after, published, read.version + 1));
        let (version, updated_at) = (read.version + 1, batch.now());
        Ok(Stored { value: after, version, created_at: read.created_at, updated_at, tag: Default::default() })
    })
    .await?;
    Ok(WithETag::ok(stored.version, view(&app, scope, &stored).await?))
}
