//! `PATCH /api/manage/canned-replies/{id}` – staff change a ready-made answer.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems};
use shared::id::CannedKind;
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::canned::{CannedEdit, CannedPath, CannedView};
use crate::model::CannedReply;

/// Replaces title and text of a ready-made answer.
///
/// Errors: 403 viewers · 404 unknown · 412 another version · 422 fields.
#[utoipa::path(
    patch,
    path = "/api/manage/canned-replies/{id}",
    tag = "tickets",
    operation_id = "canned_reply_update",
    params(CannedPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = CannedEdit,
    responses((status = 200, description = "The ready-made answer", body = CannedView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<CannedKind>,
    expected: IfMatch,
    Body(edit): Body<CannedEdit>,
) -> Result<WithETag<CannedView>, Problem> {
    let read = app.store.get::<CannedReply>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    expected.check(read.version)?;
    let reply = edit.checked(id)?;
    let mut batch = app.store.batch(staff.scope());
    batch.replace(&read, &reply);
    batch.audit(&staff.person().actor(), "canned_reply.update", reply.id.as_str());
    app.store.commit(batch).await?;
    let version = read.version + 1;
    Ok(WithETag::ok(version, CannedView::of(reply, version)))
}
