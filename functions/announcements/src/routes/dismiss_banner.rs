//! `POST /api/portal/announcements/{id}/dismiss` – the caller puts an outage's banner away.

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

/// Puts the banner of an outage away, for the caller alone and on all of their devices. The announcement stays in the
/// list, read or unread as it was.
///
/// Errors: 404 unknown, not for this company, not yet or no longer there.
#[utoipa::path(
    post,
    path = "/api/portal/announcements/{id}/dismiss",
    tag = "announcements",
    operation_id = "announcement_dismiss",
    params(AnnouncementPath),
    responses((status = 204, description = "Put away"), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<AnnouncementKind>,
) -> Result<StatusCode, Problem> {
    let found = visible(&app, &client, &id).await?;
    mark(&app, &client, |marks, desk| marks.dismiss(&found.value.id, &ids(&desk.board))).await?;
    Ok(StatusCode::NO_CONTENT)
}
