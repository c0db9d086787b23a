//! `GET /api/portal/tickets/{id}/attachments/{file_id}` – a client opens a file.

use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathIds, Query, ReadProblems};
use shared::id::{FileKind, TicketKind};
use shared::problem::Problem;
use shared::session::ClientScope;

use super::attachment::{AttachmentPath, AttachmentQuery, link};
use crate::caller::Caller;

/// Leads to a file of a comment that the caller sees, for at most five minutes.
#[utoipa::path(
    get,
    path = "/api/portal/tickets/{id}/attachments/{file_id}",
    tag = "tickets",
    operation_id = "attachment_get",
    params(AttachmentPath, AttachmentQuery),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathIds(id, file): PathIds<TicketKind, FileKind>,
    Query(asked): Query<AttachmentQuery>,
) -> Result<Response, Problem> {
    link(&app, &Caller::from(&client), (&id, &file), &asked).await
}
