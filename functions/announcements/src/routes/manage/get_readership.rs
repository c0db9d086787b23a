//! `GET /api/manage/announcements/{id}/readership` – how many of those who can see it have read it.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::AnnouncementKind;
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query;
use utoipa::ToSchema;

use super::super::AnnouncementPath;
use crate::model::{Announcement, MARKS};
use crate::store::{clients, each};

/// How many have read it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Readership {
    /// People who have read it, at most `people`.
    readers: u64,
    /// Active client users who can see it, now or once it appears.
    people: u64,
}

/// Counts who can see an announcement and who has read it.
///
/// Errors: 404 unknown.
#[utoipa::path(
    get,
    path = "/api/manage/announcements/{id}/readership",
    tag = "announcements",
    operation_id = "manage_announcement_readership",
    params(AnnouncementPath),
    responses((status = 200, description = "The figures", body = Readership), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<AnnouncementKind>,
) -> Result<Json<Readership>, Problem> {
    let read = app.store.get::<Announcement>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    let marked = Query::of(&MARKS, "id").has("read", id.as_str());
    let shown_to = &read.value.shown_to;
    let marked = each(shown_to, &marked).unwrap_or_else(|| vec![marked]);
    let (mut people, mut readers) = (0, 0);
    for (active, marked) in clients(shown_to).into_iter().zip(marked) {
        let (can, have) = futures::try_join!(
            app.store.count(staff.scope(), active),
            app.store.count(staff.scope(), marked)
        )?;
        people += can;
        readers += have;
    }
    // Somebody who has read it may have been disabled since.
    Ok(Json(Readership { readers: readers.min(people), people }))
}
