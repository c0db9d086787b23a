//! `DELETE /api/portal/tickets/{id}/watchers/{user_id}` – a client removes a watcher.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathIds, WithETag, WriteProblems};
use shared::id::{TicketKind, UserKind};
use shared::problem::Problem;
use shared::session::ClientScope;

use super::conditions::{ChangeHeaders, Conditions};
use super::watchers::{self, WatcherPath};
use crate::caller::Caller;
use crate::views::TicketView;

/// Removes a watcher. Who removes themselves may see the ticket for the last time.
///
/// Errors: 404 no such ticket or person · 403 not the caller's to remove · 412 another version.
#[utoipa::path(
    delete,
    path = "/api/portal/tickets/{id}/watchers/{user_id}",
    tag = "tickets",
    operation_id = "watcher_remove",
    params(WatcherPath, ChangeHeaders),
    responses((status = 200, description = "The ticket", body = TicketView), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathIds(id, person): PathIds<TicketKind, UserKind>,
    conditions: Conditions,
) -> Result<WithETag<TicketView>, Problem> {
    watchers::remove(&app, &Caller::from(&client), &conditions, (&id, &person)).await
}
