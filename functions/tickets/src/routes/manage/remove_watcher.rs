//! `DELETE /api/manage/tickets/{id}/watchers/{user_id}` – staff remove a watcher.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathIds, WithETag, WriteProblems};
use shared::id::{TicketKind, UserKind};
use shared::problem::Problem;
use shared::session::{Staff, Technician};

use super::super::conditions::{ChangeHeaders, Conditions};
use super::super::watchers::{self, WatcherPath};
use crate::caller::Caller;
use crate::views::TicketView;

/// Removes a watcher.
///
/// Errors: 404 no such ticket or person · 403 viewers · 412 another version.
#[utoipa::path(
    delete,
    path = "/api/manage/tickets/{id}/watchers/{user_id}",
    tag = "tickets",
    operation_id = "manage_watcher_remove",
    params(WatcherPath, ChangeHeaders),
    responses((status = 200, description = "The ticket", body = TicketView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathIds(id, person): PathIds<TicketKind, UserKind>,
    conditions: Conditions,
) -> Result<WithETag<TicketView>, Problem> {
    watchers::remove(&app, &Caller::from(&staff), &conditions, (&id, &person)).await
}
