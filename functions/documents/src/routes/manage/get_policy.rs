//! `GET /api/manage/documents/policies/{id}` – one policy as staff edit it.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::PolicyKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::PolicyPath;
use super::policy_edit::view;
use crate::model::Policy;
use crate::views::PolicyView;

/// Shows a policy with its whole text.
#[utoipa::path(
    get,
    path = "/api/manage/documents/policies/{id}",
    tag = "documents",
    operation_id = "manage_policy_get",
    params(PolicyPath),
    responses((status = 200, description = "The policy", body = PolicyView), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
) -> Result<WithETag<PolicyView>, Problem> {
    let found = app.store.get::<Policy>(staff.scope(), id.as_str()).await?;
    let stored = found.ok_or(Problem::NotFound)?;
    Ok(WithETag::ok(stored.version, view(&app, staff.scope(), &stored).await?))
}
