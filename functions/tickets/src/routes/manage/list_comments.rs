//! `GET /api/manage/tickets/{id}/comments` – earlier entries of a conversation, with internal notes.

use axum::Json;
use axum::extract::State;
use shared::app::App;
use shared::http::{ListQuery, PathId, Query, ReadProblems};
use shared::id::TicketKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::conditions::TicketPath;
use super::super::list_comments::comments;
use crate::caller::Caller;
use crate::views::MessagePage;

/// Gives the latest entries, or those before the cursor: oldest first on the page.
#[utoipa::path(
    get,
    path = "/api/manage/tickets/{id}/comments",
    tag = "tickets",
    operation_id = "manage_comments_list",
    params(TicketPath, ListQuery),
    responses((status = 200, description = "Entries", body = MessagePage), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<MessagePage>, Problem> {
    comments(&app, &Caller::from(&staff), &id, &asked).await
}
