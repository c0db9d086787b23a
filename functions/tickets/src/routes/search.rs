//! Search and order: what both sides' lists share.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::problem::Problem;
use shared::search::Search;
use shared::store::{Page, Query};
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::model::{Hit, TICKET_SEARCH, Ticket};

/// What a list of tickets is sorted by, latest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    /// Last activity.
    #[default]
    Activity,
    /// Opening.
    Created,
}

/// Where a search found its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FoundIn {
    /// All of them in subject or number.
    Subject,
    /// At least one in the description, an answer or the name of a file.
    Conversation,
}

impl FoundIn {
    /// Of a ticket that was found; `None` where nothing was searched for.
    pub(crate) fn of(ticket: &Ticket, search: &Search) -> Option<Self> {
        if search.is_everything() {
            return None;
        }
        let number = ticket.number.to_string();
        let on_top = search.finds([ticket.subject.as_str(), number.as_str()]);
        Some(if on_top { Self::Subject } else { Self::Conversation })
    }
}

/// A page of the tickets that `query` asks for, by their search entries where something is searched for: two round trips
/// then, else one. Clients never search what only staff can read.
pub(crate) async fn page(
    app: &App,
    caller: &Caller,
    query: Query,
    search: &Search,
) -> Result<Page<Ticket>, Problem> {
    if search.is_everything() {
        return Ok(app.store.query::<Ticket>(caller.scope(), query).await?);
    }
    let entries = Query { kinds: vec![&TICKET_SEARCH], ..query };
    let entries = if caller.is_staff() { search.narrow_for_staff(entries) } else { search.narrow(entries) };
    let hits = app.store.query::<Hit>(caller.scope(), entries).await?;
    let ids: Vec<String> = hits.items.iter().map(|hit| hit.value.ticket.to_string()).collect();
    let tickets = app.store.get_many::<Ticket>(caller.scope(), &ids).await?;
    let mut tickets: HashMap<_, _> =
        tickets.into_iter().map(|ticket| (ticket.value.id.clone(), ticket)).collect();
    let found = hits.items.iter().filter_map(|hit| tickets.remove(&hit.value.ticket));
    // It may have changed between the two reads.
    let items = found.filter(|ticket| caller.sees(&ticket.value)).collect();
    Ok(Page { items, next: hits.next })
}
