//! `DELETE /api/manage/canned-replies/{id}` – staff throw a ready-made answer away.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::{IfMatch, PathId, WriteProblems};
use shared::id::CannedKind;
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::canned::CannedPath;
use crate::model::CannedReply;

/// Removes a ready-made answer.
///
/// Errors: 403 viewers · 404 unknown · 412 another version.
#[utoipa::path(
    delete,
    path = "/api/manage/canned-replies/{id}",
    tag = "tickets",
    operation_id = "canned_reply_delete",
    params(CannedPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 204, description = "Removed"), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<CannedKind>,
    expected: IfMatch,
) -> Result<StatusCode, Problem> {
    let read = app.store.get::<CannedReply>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    let mut batch = app.store.batch(staff.scope());
    batch.delete(&read);
    let detail = serde_json::json!({ "title": read.value.title });
    batch.audit_with(&staff.person().actor(), "canned_reply.delete", id.as_str(), detail);
    app.store.commit(batch).await?;
    Ok(StatusCode::NO_CONTENT)
}
