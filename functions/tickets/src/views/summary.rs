//! A ticket as lists show it.

use jiff::Timestamp;
use serde::Serialize;
use shared::account::CompanyRef;
use shared::id::{TicketId, UserId};
use shared::search::Search;
use shared::store::Stored;
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::model::{Category, PersonRef, Priority, Status, Ticket};
use crate::routes::FoundIn;
use crate::store::version;
use crate::targets::Targets;

/// Who works on a ticket.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Assignee)]
pub(crate) struct AssigneeView {
    /// Id; clients are not told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<UserId>,
    /// Name.
    name: String,
}

/// A ticket in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketSummary {
    /// Id.
    pub(crate) id: TicketId,
    /// Number in the tenant, shown as `#1042`.
    number: u64,
    /// What it is about, in one line.
    subject: String,
    /// Where it stands.
    pub(crate) status: Status,
    /// How much it matters.
    priority: Priority,
    /// What it is about.
    category: Category,
    /// Who asked.
    submitter: PersonRef,
    /// Whose it is.
    company: CompanyRef,
    /// Who works on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee: Option<AssigneeView>,
    /// When it was opened.
    created_at: Timestamp,
    /// When it last changed, as far as the caller may know.
    updated_at: Timestamp,
    /// The same; what lists are sorted by.
    activity_at: Timestamp,
    /// True where the provider waits for the calling client.
    waiting_on_you: bool,
    /// Comments that the caller sees, with the description.
    message_count: u32,
    /// Files that the caller sees.
    attachment_count: u32,
    /// Response and resolution targets.
    targets: Targets,
    /// The caller's ETag of the ticket.
    version: u64,
    /// Where the words of a search were found; absent where nothing was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    found_in: Option<FoundIn>,
}

/// A page of tickets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketList {
    /// In the order asked for.
    pub(crate) items: Vec<TicketSummary>,
    /// Leads to the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

impl TicketSummary {
    /// A ticket of a list that was searched.
    pub(crate) fn found(stored: Stored<Ticket>, caller: &Caller, now: Timestamp, search: &Search) -> Self {
        let found_in = FoundIn::of(&stored.value, search);
        Self { found_in, ..Self::of(stored, caller, now) }
    }

    /// A ticket of any other list.
    pub(crate) fn of(stored: Stored<Ticket>, caller: &Caller, now: Timestamp) -> Self {
        let staff = caller.is_staff();
        let version = version(caller, &stored);
        let ticket = stored.value;
        let activity_at = if staff { ticket.staff_activity_at } else { ticket.activity_at };
        Self {
            status: ticket.status(),
            assignee: ticket
                .assignee()
                .map(|who| AssigneeView { id: staff.then_some(who.id), name: who.name }),
            created_at: stored.created_at,
            updated_at: activity_at,
            activity_at,
            waiting_on_you: !staff && ticket.status() == Status::WaitingOnClient,
            message_count: ticket.comments.seen(staff),
            attachment_count: ticket.attachments.seen(staff),
            targets: ticket.promise().targets(now),
            version,
            found_in: None,
            id: ticket.id,
            number: ticket.number,
            subject: ticket.subject,
            priority: ticket.priority,
            category: ticket.category,
            submitter: ticket.submitter,
            company: ticket.company,
        }
    }
}
