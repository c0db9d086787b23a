//! `GET /api/manage/mail/deliveries/{id}/page` – one mail as it looks.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::{MailId, MailKind};
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::get_delivery::found;
use crate::page::{bodies, framed};
use crate::room::Room;

/// One mail as it looks, for a frame
///
/// Errors: 404 unknown.
#[utoipa::path(get, path = "/api/manage/mail/deliveries/{id}/page", tag = "mail",
    operation_id = "delivery_page_get", params(("id" = MailId, Path)),
    responses((status = 200, content_type = "text/html", body = String), ReadProblems))]
pub(crate) async fn get_delivery_page(
    staff: AnyStaff,
    State(app): State<App>,
    room: Room,
    PathId(id): PathId<MailKind>,
) -> Result<Response, Problem> {
    let mail = found(&app, &staff, &id).await?.value;
    let tenant = &staff.person().tenant;
    Ok(framed(&bodies(&app, &room, tenant, mail.language, mail.message).await?))
}
