//! `GET /api/portal/tickets/{id}/comments` – earlier entries of a conversation.

use axum::Json;
use axum::extract::State;
use shared::app::App;
use shared::http::{ListQuery, Paging, PathId, Query, ReadProblems};
use shared::id::{TicketId, TicketKind};
use shared::problem::Problem;
use shared::session::ClientScope;

use super::conditions::TicketPath;
use crate::caller::Caller;
use crate::store::{entries, ticket};
use crate::views::{MessagePage, MessageView};

/// Gives the latest entries, or those before the cursor: oldest first on the page.
#[utoipa::path(
    get,
    path = "/api/portal/tickets/{id}/comments",
    tag = "tickets",
    operation_id = "comments_list",
    params(TicketPath, ListQuery),
    responses((status = 200, description = "Entries", body = MessagePage), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<MessagePage>, Problem> {
    comments(&app, &Caller::from(&client), &id, &asked).await
}

/// The page of entries, for either side.
pub(crate) async fn comments(
    app: &App,
    caller: &Caller,
    id: &TicketId,
    asked: &ListQuery,
) -> Result<Json<MessagePage>, Problem> {
    let list = caller.list(id.as_str());
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    ticket(app, caller, id).await?;
    let page = entries(app, caller, id, paging).await?;
    let mut items: Vec<_> =
        page.items.into_iter().map(|entry| MessageView::of(entry.value, caller)).collect();
    items.reverse();
    let next_cursor = page.next.map(|next| app.cursors.write(&list, &next)).transpose()?;
    Ok(Json(MessagePage { items, next_cursor }))
}
