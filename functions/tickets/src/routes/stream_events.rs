//! `GET /api/portal/events` – open pages of clients hear of changes.

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::ClientScope;

use crate::caller::Caller;
use crate::live::{Listeners, LiveChange, stream};

/// Tells of changed tickets as server-sent events `ticket` and of everything else as `change`, for as long as the
/// session lasts. `reload` says that some were missed. A comment line every 15 seconds keeps the connection open.
#[utoipa::path(
    get,
    path = "/api/portal/events",
    tag = "tickets",
    operation_id = "events_stream",
    responses(
        (status = 200, description = "Events", body = LiveChange, content_type = "text/event-stream"),
        (status = 204, description = "This instance has as many streams open as it may: ask from time to time instead."),
        ReadProblems
    )
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    listeners: Listeners,
    parts: Parts,
) -> Result<Response, Problem> {
    stream(&app, Caller::from(&client), &listeners, &parts.headers)
}
