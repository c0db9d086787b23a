//! `GET /api/manage/announcements/{id}` – one announcement as staff edit it.

use axum::extract::State;
use shared::app::App;
use shared::company::CompanyHead;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::AnnouncementKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::AnnouncementPath;
use crate::model::Announcement;
use crate::views::{ManagedAnnouncement, Seen};

/// Shows an announcement with the names of the companies that see it.
///
/// Errors: 404 unknown.
#[utoipa::path(
    get,
    path = "/api/manage/announcements/{id}",
    tag = "announcements",
    operation_id = "manage_announcement_get",
    params(AnnouncementPath),
    responses((status = 200, description = "The announcement", body = ManagedAnnouncement), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<AnnouncementKind>,
) -> Result<WithETag<ManagedAnnouncement>, Problem> {
    let read = app.store.get::<Announcement>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    let mut companies = Vec::new();
    for ids in read.value.shown_to.shown().companies.chunks(100) {
        companies.extend(CompanyHead::of(&app.store, staff.scope(), ids).await?);
    }
    companies.sort_by(|one, other| one.name.cmp(&other.name));
    let seen = Seen { version: read.version, updated_at: read.updated_at, now: app.clock.now() };
    Ok(WithETag::ok(read.version, ManagedAnnouncement::of(&read.value, &seen, companies)))
}
