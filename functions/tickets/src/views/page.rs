//! A ticket as its own page shows it.

use jiff::Timestamp;
use serde::Serialize;
use shared::app::App;
use shared::http::Paging;
use shared::id::RequestId;
use shared::problem::Problem;
use shared::store::{Page, Stored};
use utoipa::ToSchema;

use super::{MessageView, TicketSummary};
use crate::caller::Caller;
use crate::model::{Message, PersonRef, Rating, Ticket};
use crate::store::{ENTRIES, entries};
use crate::workflow::{Party, State};

/// What the caller may do with the ticket now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TicketActions)]
pub(crate) struct Actions {
    /// Write a comment.
    comment: bool,
    /// Close it.
    close: bool,
    /// Open it again.
    reopen: bool,
    /// Confirm the solution.
    confirm: bool,
    /// Rate the solution.
    rate: bool,
    /// Add watchers.
    watch: bool,
    /// Write a note that the staff alone sees.
    internal_note: bool,
    /// Change its properties.
    update: bool,
}

/// A ticket with its conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Ticket)]
pub(crate) struct TicketView {
    /// As in lists.
    #[serde(flatten)]
    summary: TicketSummary,
    /// The latest 100 entries, oldest first; the first of all is the description.
    comments: Vec<MessageView>,
    /// Leads to earlier entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_comments_cursor: Option<String>,
    /// Who else sees it as their own.
    watchers: Vec<PersonRef>,
    /// What the submitter thinks of the solution.
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<Rating>,
    /// The request of the service catalogue that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<RequestId>,
    /// What the caller may do.
    actions: Actions,
    /// When it was resolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved_at: Option<Timestamp>,
    /// When it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<Timestamp>,
}

impl Actions {
    fn of(ticket: &Ticket, caller: &Caller, now: Timestamp) -> Self {
        let party = caller.party(ticket);
        let state = State::from(ticket);
        let works = caller.may_write();
        Self {
            comment: works && state.comment(party).is_ok(),
            close: state.close(party).is_ok(),
            reopen: state.reopen(party, now).is_ok(),
            confirm: state.confirm(party).is_ok(),
            rate: state.rate(party).is_ok(),
            watch: works,
            internal_note: works && party == Party::Staff,
            update: works && party == Party::Staff,
        }
    }
}

impl TicketView {
    /// The page of a ticket with these entries, latest first.
    pub(crate) fn of(
        app: &App,
        caller: &Caller,
        stored: Stored<Ticket>,
        entries: Page<Message>,
    ) -> Result<Self, Problem> {
        let now = app.clock.now();
        let ticket = &stored.value;
        let list = caller.list(ticket.id.as_str());
        let mut comments: Vec<_> =
            entries.items.into_iter().map(|entry| MessageView::of(entry.value, caller)).collect();
        comments.reverse();
        Ok(Self {
            comments,
            next_comments_cursor: entries.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
            watchers: ticket.watchers().to_vec(),
            rating: ticket.rating.clone(),
            request: ticket.request.clone(),
            actions: Actions::of(ticket, caller, now),
            resolved_at: ticket.resolved_at(),
            closed_at: ticket.closed_at(),
            summary: TicketSummary::of(stored, caller, now),
        })
    }
}

/// The page of a ticket, with its latest entries read from the store.
pub(crate) async fn page(app: &App, caller: &Caller, stored: Stored<Ticket>) -> Result<TicketView, Problem> {
    let latest = Paging { limit: ENTRIES, after: None };
    let entries = entries(app, caller, &stored.value.id, latest).await?;
    TicketView::of(app, caller, stored, entries)
}
