//! `POST /api/portal/announcements/{id}/read` – the caller has read it.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::{PathId, WriteProblems};
use shared::id::AnnouncementKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::AnnouncementPath;
use crate::board::ids;
use crate::store::{mark, visible};

/// Marks an announcement as read by the caller. Marking it again changes nothing.
///
/// Errors: 404 unknown, not for this company, not yet or no longer there.
#[utoipa::path(
    post,
    path = "/api/portal/announcements/{id}/read",
    tag = "announcements",
    operation_id = "announcement_read",
    params(AnnouncementPath),
    responses((status = 204, description = "Marked"), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<AnnouncementKind>,
) -> Result<StatusCode, Problem> {
    let found = visible(&app, &client, &id).await?;
    let id = [found.value.id];
    mark(&app, &client, |marks, desk| marks.read(&id, &ids(&desk.board))).await?;
    Ok(StatusCode::NO_CONTENT)
}
