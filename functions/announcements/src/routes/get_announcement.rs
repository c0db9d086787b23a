//! `GET /api/portal/announcements/{id}` – one announcement.

use axum::Json;
use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::AnnouncementKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::AnnouncementPath;
use crate::store::{read_desk, visible};
use crate::views::AnnouncementView;

/// Shows an announcement to the caller's company. It stays unread until the caller marks it.
///
/// Errors: 404 unknown, not for this company, not yet or no longer there.
#[utoipa::path(
    get,
    path = "/api/portal/announcements/{id}",
    tag = "announcements",
    operation_id = "announcement_get",
    params(AnnouncementPath),
    responses((status = 200, description = "The announcement", body = AnnouncementView), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<AnnouncementKind>,
) -> Result<Json<AnnouncementView>, Problem> {
    let (found, desk) = futures::try_join!(visible(&app, &client, &id), read_desk(&app, &client))?;
    let unread = desk.view(app.clock.now()).is_unread(&id);
    Ok(Json(AnnouncementView::of(&found.value, unread)))
}
