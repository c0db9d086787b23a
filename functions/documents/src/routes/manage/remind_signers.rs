//! `POST /api/manage/documents/policies/{id}/remind` – staff remind all who have not signed.

use axum::Json;
use axum::extract::State;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::json;
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::PolicyKind;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use utoipa::ToSchema;

use super::super::PolicyPath;
use super::get_signers::sources;
use crate::jobs::reminders;
use crate::model::Policy;
use crate::standing::Standing;

/// Between two reminders lies this much at least.
const PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// How many are reminded.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reminded {
    /// People who have not signed.
    people: u64,
}

/// Reminds everybody by mail who must sign and has not.
///
/// Errors: 403 no admin · 404 unknown · 409 not published, or a reminder went out within the last hour.
#[utoipa::path(
    post,
    path = "/api/manage/documents/policies/{id}/remind",
    tag = "documents",
    operation_id = "manage_policy_remind",
    params(PolicyPath),
    responses((status = 200, description = "They will hear of it", body = Reminded), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Admin>,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
) -> Result<Json<Reminded>, Problem> {
    let scope = staff.scope();
    let sources = sources(&app, scope, &id, None).await?;
    let lines = sources.lines(&app);
    let open: Vec<String> = lines
        .iter()
        .filter(|line| line.standing != Standing::Signed)
        .map(|line| line.user.id.to_string())
        .collect();
    let read = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    let now = app.clock.now();
    if read.value.reminded_at.is_some_and(|at| now < at + PAUSE) {
        return Err(Problem::Conflict("A reminder went out within the last hour.".into()));
    }
    let mut after = read.value.clone();
    after.reminded_at = Some(now);
    let version = sources.published.version;
    let mut batch = app.store.batch(scope);
    batch.replace(&read, &after);
    let detail = json!({ "people": open.len(), "version": version });
    batch.audit_with(&staff.person().actor(), "policy.remind", id.as_str(), detail);
    for some in open.chunks(reminders::TOGETHER) {
        batch.event(reminders::event(&id, version, some));
    }
    app.store.commit(batch).await?;
    Ok(Json(Reminded { people: open.len() as u64 }))
}
