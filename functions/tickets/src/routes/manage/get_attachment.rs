//! `GET /api/manage/tickets/{id}/attachments/{file_id}` – staff open a file.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathIds, Query, ReadProblems};
use shared::id::{FileKind, TicketKind};
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::attachment::{AttachmentPath, AttachmentQuery, link};
use crate::caller::Caller;

/// Leads to a file of a comment or note, for at most five minutes.
#[utoipa::path(
    get,
    path = "/api/manage/tickets/{id}/attachments/{file_id}",
    tag = "tickets",
    operation_id = "manage_attachment_get",
    params(AttachmentPath, AttachmentQuery),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathIds(id, file): PathIds<TicketKind, FileKind>,
    Query(asked): Query<AttachmentQuery>,
) -> Result<Response, Problem> {
    link(&app, &Caller::from(&staff), (&id, &file), &asked).await
}
