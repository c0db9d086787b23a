//! `GET /api/manage/tickets/summary` – the tenant's tickets in numbers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::ReadProblems;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::ToSchema;

use super::list_tickets::breached;
use crate::model::{ByStatus, Tally};

/// The tenant's tickets in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketNumbers {
    /// Tickets by status.
    open_by_status: ByStatus,
    /// Unfinished tickets that nobody works on.
    unassigned: u64,
    /// Tickets with a target that is overdue now.
    breached: u64,
}

/// Counts the tenant's tickets.
#[utoipa::path(
    get,
    path = "/api/manage/tickets/summary",
    tag = "tickets",
    operation_id = "manage_tickets_summary",
    responses((status = 200, description = "The numbers", body = TicketNumbers), ReadProblems)
)]
pub(crate) async fn handler(staff: AnyStaff, State(app): State<App>) -> Result<Json<TicketNumbers>, Problem> {
    let (tally, breached) = futures::try_join!(
        app.store.get::<Tally>(staff.scope(), Tally::TENANT),
        app.store.count(staff.scope(), breached(app.clock.now())),
    )?;
    let tally = tally.map(|tally| tally.value).unwrap_or_default();
    Ok(Json(TicketNumbers { open_by_status: tally.by_status, unassigned: tally.unassigned, breached }))
}
