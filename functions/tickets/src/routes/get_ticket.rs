//! `GET /api/portal/tickets/{id}` – a ticket with its conversation.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::TicketKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::conditions::TicketPath;
use crate::caller::Caller;
use crate::store::{ticket, version};
use crate::views::{TicketView, page};

/// Shows a ticket that the caller sees.
#[utoipa::path(
    get,
    path = "/api/portal/tickets/{id}",
    tag = "tickets",
    operation_id = "ticket_get",
    params(TicketPath),
    responses((status = 200, description = "The ticket", body = TicketView), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
) -> Result<WithETag<TicketView>, Problem> {
    let caller = Caller::from(&client);
    let stored = ticket(&app, &caller, &id).await?;
    Ok(WithETag::ok(version(&caller, &stored), page(&app, &caller, stored).await?))
}
