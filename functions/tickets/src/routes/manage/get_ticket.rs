//! `GET /api/manage/tickets/{id}` – a ticket with its conversation, as the staff see it.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::TicketKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::conditions::TicketPath;
use crate::caller::Caller;
use crate::store::{ticket, version};
use crate::views::{TicketView, page};

/// Shows a ticket of the tenant, with internal notes.
#[utoipa::path(
    get,
    path = "/api/manage/tickets/{id}",
    tag = "tickets",
    operation_id = "manage_ticket_get",
    params(TicketPath),
    responses((status = 200, description = "The ticket", body = TicketView), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
) -> Result<WithETag<TicketView>, Problem> {
    let caller = Caller::from(&staff);
    let stored = ticket(&app, &caller, &id).await?;
    Ok(WithETag::ok(version(&caller, &stored), page(&app, &caller, stored).await?))
}
