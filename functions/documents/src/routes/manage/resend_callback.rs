//! `POST /api/manage/documents/policies/{id}/callbacks/{callback}/resend` – a callback goes out again.

use axum::extract::State;
use serde_json::json;
use shared::app::App;
use shared::callback::Callback;
use shared::http::{IfMatch, PathIds, WithETag, WriteProblems};
use shared::id::{CallbackId, CallbackKind, PolicyId, PolicyKind};
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::Stored;
use utoipa::IntoParams;

use crate::model::Policy;
use crate::views::CallbackLine;

/// The callback in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathIds` reads")]
pub(crate) struct CallbackPath {
    /// The policy.
    id: PolicyId,
    /// The callback.
    callback: CallbackId,
}

/// Sends a callback again that arrived or was given up, with the same `webhook-id`, to where the policy's callbacks go now.
///
/// Errors: 403 no admin · 404 unknown · 409 it still waits · 412 another version.
#[utoipa::path(
    post,
    path = "/api/manage/documents/policies/{id}/callbacks/{callback}/resend",
    tag = "documents",
    operation_id = "manage_policy_callback_resend",
    params(CallbackPath, ("if-match" = Option<String>, Header)),
    responses((status = 200, description = "It waits to be sent", body = CallbackLine), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathIds(id, callback): PathIds<PolicyKind, CallbackKind>,
    expected: IfMatch,
) -> Result<WithETag<CallbackLine>, Problem> {
    let scope = staff.scope();
    let mut found = app.store.read(scope, &[id.to_string(), callback.to_string()]).await?;
    let policy = found.take::<Policy>(id.as_str())?.ok_or(Problem::NotFound)?;
    let read = found.take::<Callback>(callback.as_str())?;
    let read = read.filter(|read| read.value.object == id.as_str()).ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    if read.value.posting.is_pending() {
        return Err(Problem::Conflict("This callback is still waiting to be sent.".into()));
    }
    let url = policy.value.receiver.map_or_else(|| read.value.url.clone(), |receiver| receiver.url);
    let again = read.value.clone().again(&url, app.clock.now());
    let mut batch = app.store.batch(scope);
    again.replace_in(&mut batch, &read);
    let detail = json!({ "callback": again.id, "name": again.name, "url": url });
    batch
        .audit_with(&staff.person().actor(), "callback.resend", id.as_str(), detail)
        .event(again.news(read.version + 1));
    let now = batch.now();
    app.store.commit(batch).await?;
    let stored = Stored { value: again, version: read.version + 1, updated_at: now, ..read };
    Ok(WithETag::ok(stored.version, CallbackLine::of(&stored)))
}
