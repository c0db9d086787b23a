//! `PUT /api/manage/announcements/{id}` – staff change, publish, plan or withdraw an announcement.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, PathId, RequiredIfMatch, WithETag, WriteProblems};
use shared::id::AnnouncementKind;
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::super::AnnouncementPath;
use super::edit::AnnouncementEdit;
use super::tell::{asking, event};
use crate::store::keep;
use crate::telling::plan;
use crate::views::{ManagedAnnouncement, Seen};

/// Replaces an announcement. What is published keeps its date; what goes back to a draft disappears from clients'
/// pages, and people's marks of having read it stay.
///
/// Errors: 403 viewers · 404 unknown · 412 another version · 422 fields · 428 without a version.
#[utoipa::path(
    put,
    path = "/api/manage/announcements/{id}",
    tag = "announcements",
    operation_id = "manage_announcement_update",
    params(AnnouncementPath, ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = AnnouncementEdit,
    responses((status = 200, description = "The announcement", body = ManagedAnnouncement), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<AnnouncementKind>,
    expected: RequiredIfMatch,
    Body(edit): Body<AnnouncementEdit>,
) -> Result<WithETag<ManagedAnnouncement>, Problem> {
    let now = app.clock.now();
    let chosen = edit.chosen(&app, staff.scope()).await?;
    let view = keep(&app, staff.scope(), &id, |batch, before| {
        let read = before.read.as_ref().ok_or(Problem::NotFound)?;
        expected.check(read.version)?;
        let (draft, companies) = edit.decide(&chosen, read.value.release(), now)?;
        let mut changed = read.value.clone();
        changed.rewrite(draft, now);
        let told_to = before.told_to(now);
        if let Some(at) = read.value.release().at.filter(|_| told_to.is_some()) {
            changed.told_at.get_or_insert(at.min(now));
        }
        let (telling, told) = changed.tell(told_to, now);
        let version = read.version + 1;
        batch.replace(read, &changed);
        plan(batch, before.due.as_ref(), &changed, telling);
        batch.audit_with(
            &staff.person().actor(),
            "announcement.update",
            id.as_str(),
            serde_json::json!({ "title": changed.title, "status": changed.release().status(now) }),
        );
        if let Some(event) = event("announcement.updated", Some(&read.value), Some(&changed), version, now) {
            batch.event(asking(event, telling, told.as_ref()));
        }
        Ok(ManagedAnnouncement::of(&changed, &Seen { version, updated_at: now, now }, companies))
    })
    .await??;
    Ok(WithETag::ok(view.line.version, view))
}
