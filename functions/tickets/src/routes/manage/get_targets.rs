//! `GET /api/manage/ticket-targets` – what the tenant promises.

use axum::extract::State;
use shared::app::App;
use shared::http::{ReadProblems, WithETag};
use shared::problem::Problem;
use shared::session::AnyStaff;

use crate::model::{TargetsRecord, TicketTargets};

/// Shows the response and resolution times by priority; version 0 are the portal's own.
#[utoipa::path(
    get,
    path = "/api/manage/ticket-targets",
    tag = "tickets",
    operation_id = "ticket_targets_get",
    responses((status = 200, description = "The targets", body = TicketTargets), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
) -> Result<WithETag<TicketTargets>, Problem> {
    let found = app.store.get::<TargetsRecord>(staff.scope(), TargetsRecord::ID).await?;
    let (version, targets) =
        found.map_or((0, TicketTargets::default()), |read| (read.version, read.value.targets));
    Ok(WithETag::ok(version, targets))
}
