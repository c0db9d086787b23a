//! `PUT /api/portal/tickets/{id}/watchers/{user_id}` – a client lets a colleague see a ticket.

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

/// Adds a colleague as watcher.
///
/// Errors: 404 no such ticket or person · 409 twenty watchers · 412 another version.
#[utoipa::path(
    put,
    path = "/api/portal/tickets/{id}/watchers/{user_id}",
    tag = "tickets",
    operation_id = "watcher_add",
    params(WatcherPath, ChangeHeaders),
    responses((status = 200, description = "The ticket", body = TicketView), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathIds(id, person): PathIds<TicketKind, UserKind>,
    conditions: Conditions,
) -> Result<WithETag<TicketView>, Problem> {
    watchers::add(&app, &Caller::from(&client), &conditions, (&id, &person)).await
}
