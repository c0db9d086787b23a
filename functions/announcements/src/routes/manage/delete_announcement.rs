//! `DELETE /api/manage/announcements/{id}` – staff throw an announcement away.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::app::App;
use shared::http::{IfMatch, PathId, WriteProblems};
use shared::id::AnnouncementKind;
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::super::AnnouncementPath;
use super::tell::event;
use crate::store::keep;
use crate::telling::{Telling, plan};

/// Removes an announcement for everybody.
///
/// Errors: 403 viewers · 404 unknown · 412 another version.
#[utoipa::path(
    delete,
    path = "/api/manage/announcements/{id}",
    tag = "announcements",
    operation_id = "manage_announcement_delete",
    params(AnnouncementPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    responses((status = 204, description = "Removed"), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<AnnouncementKind>,
    expected: IfMatch,
) -> Result<StatusCode, Problem> {
    let now = app.clock.now();
    keep(&app, staff.scope(), &id, |batch, before| {
        let read = before.read.as_ref().ok_or(Problem::NotFound)?;
        expected.check(read.version)?;
        batch.delete(read);
        plan(batch, before.due.as_ref(), &read.value, Telling::Nothing);
        let detail = json!({ "title": read.value.title });
        batch.audit_with(&staff.person().actor(), "announcement.delete", id.as_str(), detail);
        if let Some(event) = event("announcement.deleted", Some(&read.value), None, read.version + 1, now) {
            batch.event(event);
        }
        Ok(())
    })
    .await??;
    Ok(StatusCode::NO_CONTENT)
}
