//! Named reads.

use shared::app::App;
use shared::http::Paging;
use shared::id::{FileId, TicketId};
use shared::problem::Problem;
use shared::store::{Page, Query, Stored};

use crate::caller::Caller;
use crate::model::{Attachment, MESSAGE, Message, Ticket};

/// Entries on a ticket's page.
pub(crate) const ENTRIES: u32 = 100;

/// A ticket that the caller sees; anything else does not exist.
pub(crate) async fn ticket(app: &App, caller: &Caller, id: &TicketId) -> Result<Stored<Ticket>, Problem> {
    let found = app.store.get::<Ticket>(caller.scope(), id.as_str()).await?;
    found.filter(|ticket| caller.sees(&ticket.value)).ok_or(Problem::NotFound)
}

fn visible(caller: &Caller, id: &TicketId) -> Query {
    let query = Query::of(&MESSAGE, "at").eq("ticket", id.as_str());
    if caller.is_staff() { query } else { query.eq("internal", false) }
}

/// Entries of a ticket that the caller sees, the latest first.
pub(crate) async fn entries(
    app: &App,
    caller: &Caller,
    id: &TicketId,
    paging: Paging,
) -> Result<Page<Message>, Problem> {
    let query = visible(caller, id).limit(paging.limit).after(paging.after);
    Ok(app.store.query(caller.scope(), query).await?)
}

/// A file at an entry that the caller sees.
pub(crate) async fn attachment(
    app: &App,
    caller: &Caller,
    id: &TicketId,
    file: &FileId,
) -> Result<Attachment, Problem> {
    let query = visible(caller, id).has("files", file.as_str()).limit(1);
    let found = app.store.query::<Message>(caller.scope(), query).await?.items.pop();
    let attachments = found.map(|stored| stored.value.attachments).unwrap_or_default();
    attachments.into_iter().find(|attachment| attachment.id == *file).ok_or(Problem::NotFound)
}
