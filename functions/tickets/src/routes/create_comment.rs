//! `POST /api/portal/tickets/{id}/comments` – a client writes.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, CreateProblems, PathId};
use shared::id::{FileId, MessageId, TicketKind};
use shared::problem::{Fields, Problem};
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::conditions::{ChangeHeaders, Conditions, TicketPath};
use super::text;
use crate::caller::Caller;
use crate::model::Message;
use crate::store::{Changed, change, taken};
use crate::views::MessageView;
use crate::workflow::State as Standing;

/// A comment.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewComment {
    /// The text.
    #[schema(min_length = 1, max_length = 20_000)]
    body: String,
    /// Own unused uploads.
    #[serde(default)]
    #[schema(max_items = 10)]
    attachments: Vec<FileId>,
}

/// Adds a comment. A ticket that waited on the client, or was resolved, is open again.
///
/// Errors: 404 not visible · 409 closed · 412 another version · 422 fields.
#[utoipa::path(
    post,
    path = "/api/portal/tickets/{id}/comments",
    tag = "tickets",
    operation_id = "comment_create",
    params(TicketPath, ChangeHeaders),
    request_body = NewComment,
    responses((status = 201, description = "The comment", body = MessageView), CreateProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<TicketKind>,
    conditions: Conditions,
    Body(new): Body<NewComment>,
) -> Result<(StatusCode, Json<MessageView>), Problem> {
    let caller = Caller::from(&client);
    let mut wish = conditions.wish(&app, &caller, &id, "ticket.comment", &new)?;
    let mut fields = Fields::default();
    let body = text::body(&mut fields, "body", &new.body);
    let files = text::files(&mut fields, new.attachments);
    fields.ok(())?;
    wish.reads = files.iter().map(ToString::to_string).collect();
    let changed = change(wish, |draft, found| {
        let after = Standing::from(&draft.ticket).comment(caller.party(&draft.ticket))?;
        let mut fields = Fields::default();
        let taken = taken(found, &files, &caller, draft.now(), &mut fields)?;
        let taken = fields.ok(taken)?;
        draft.comment(body.clone(), taken.attachments, false);
        draft.enter(after);
        Ok(taken.uploads)
    })
    .await?;
    answer(&app, &caller, changed).await
}

/// Answers with the comment: it is the change's first entry.
pub(crate) async fn answer(
    app: &App,
    caller: &Caller,
    changed: Changed,
) -> Result<(StatusCode, Json<MessageView>), Problem> {
    let message = match changed {
        Changed::Now(_, entries) => entries.into_iter().next(),
        Changed::Before(entry) => kept(app, caller, entry).await?,
    };
    let message = message.ok_or(Problem::NotFound)?;
    Ok((StatusCode::CREATED, Json(MessageView::of(message, caller))))
}

async fn kept(app: &App, caller: &Caller, entry: Option<MessageId>) -> Result<Option<Message>, Problem> {
    let Some(id) = entry else { return Ok(None) };
    let found = app.store.get::<Message>(caller.scope(), id.as_str()).await?;
    Ok(found.map(|stored| stored.value))
}
