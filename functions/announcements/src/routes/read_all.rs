//! `POST /api/portal/announcements/read` – the caller has read them all.

use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::http::WriteProblems;
use shared::problem::Problem;
use shared::session::ClientScope;

use crate::board::ids;
use crate::store::mark;

/// Marks everything that is announced to the caller now as read.
#[utoipa::path(
    post,
    path = "/api/portal/announcements/read",
    tag = "announcements",
    operation_id = "announcements_read",
    responses((status = 204, description = "Marked"), WriteProblems)
)]
pub(crate) async fn handler(client: ClientScope, State(app): State<App>) -> Result<StatusCode, Problem> {
    let now = app.clock.now();
    mark(&app, &client, |marks, desk| marks.read(&desk.view(now).unread(), &ids(&desk.board))).await?;
    Ok(StatusCode::NO_CONTENT)
}
