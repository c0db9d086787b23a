//! A ticket as stored: small, so that lists read it whole; its conversation lies in [`super::Message`]s, what it is
//! searched by in its [`super::SearchEntry`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::id::{RequestId, TicketId, UserId};
use shared::store::{Document, Index, Kind, Reach};

use super::form::{or_none, sortable};
use super::{Category, PersonRef, Priority, Status};
use crate::targets::{Goals, Promise};

/// What stands for a missing assignee in the store and in filters.
pub const NOBODY: &str = "none";

/// How many there are of something, apart by who may know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Seen by clients.
    pub public: u32,
    /// Seen by staff alone, besides.
    pub internal: u32,
}

impl Count {
    /// Adds `more` to one side.
    pub fn add(&mut self, internal: bool, more: u32) {
        let side = if internal { &mut self.internal } else { &mut self.public };
        *side = side.saturating_add(more);
    }

    /// As many as staff or clients see.
    #[must_use]
    pub fn seen(self, staff: bool) -> u32 {
        if staff { self.public.saturating_add(self.internal) } else { self.public }
    }
}

/// What the submitter thinks of the solution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Rating {
    /// 1 (bad) to 5 (good).
    #[schema(minimum = 1, maximum = 5)]
    pub score: u8,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// When it was given or last changed.
    pub at: Timestamp,
}

/// A ticket. What must agree with something else is private: the viewers and the assignee.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// Its number in the tenant, from 1 without gaps.
    pub number: u64,
    /// What it is about, in one line.
    pub subject: String,
    /// Where it stands; changed by [`Ticket::enter`].
    pub(crate) status: Status,
    /// How much it matters.
    pub priority: Priority,
    /// What it is about.
    pub category: Category,
    /// Whose it is.
    pub company: CompanyRef,
    /// Who asked.
    pub submitter: PersonRef,
    watchers: Vec<PersonRef>,
    viewers: Vec<UserId>,
    #[serde(with = "or_none")]
    assignee: Option<UserId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assignee_name: Option<String>,
    /// Last change that clients see.
    #[serde(with = "sortable")]
    pub activity_at: Timestamp,
    /// Last change of any sort.
    #[serde(with = "sortable")]
    pub staff_activity_at: Timestamp,
    /// When the next target falls due; kept in step with `promise`.
    #[serde(with = "sortable")]
    due_at: Timestamp,
    /// The conversation's last moment: the next entry lies behind it.
    pub last_entry_at: Timestamp,
    /// Counts the changes that clients see: their ETag, which tells nothing of internal notes.
    pub client_version: u64,
    /// Comments, with the description.
    pub comments: Count,
    /// Files at comments.
    pub attachments: Count,
    /// The targets.
    pub(crate) promise: Promise,
    /// When it was resolved; absent while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) resolved_at: Option<Timestamp>,
    /// When it was closed; absent while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) closed_at: Option<Timestamp>,
    /// What the submitter thinks of the solution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// The request that it was ordered for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
}

/// What a ticket is opened from.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Its id.
    pub id: TicketId,
    /// The tenant's next number.
    pub number: u64,
    /// 1 to 500 characters.
    pub subject: String,
    /// How much it matters.
    pub priority: Priority,
    /// What it is about.
    pub category: Category,
    /// Whose it is.
    pub company: CompanyRef,
    /// Who asks.
    pub submitter: PersonRef,
    /// Who else sees it.
    pub watchers: Vec<PersonRef>,
}

impl Ticket {
    /// An open ticket whose first comment is its description; see [`super::Message::description`].
    #[must_use]
    pub fn open(new: NewTicket, goals: Goals, now: Timestamp) -> Self {
        let promise = Promise::start(now, goals);
        let mut ticket = Self {
            id: new.id,
            number: new.number,
            subject: new.subject,
            status: Status::Open,
            priority: new.priority,
            category: new.category,
            company: new.company,
            submitter: new.submitter,
            watchers: new.watchers,
            viewers: Vec::new(),
            assignee: None,
            assignee_name: None,
            activity_at: now,
            staff_activity_at: now,
            due_at: promise.next_due(Status::Open),
            last_entry_at: now,
            client_version: 1,
            comments: Count { public: 1, internal: 0 },
            attachments: Count::default(),
            promise,
            resolved_at: None,
            closed_at: None,
            rating: None,
            request: None,
        };
        let submitter = ticket.submitter.id.clone();
        ticket.watchers.retain(|watcher| watcher.id != submitter);
        ticket.settle_viewers();
        ticket
    }

    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Moves it to `to`, with the times and targets that hang on it.
    pub fn enter(&mut self, to: Status, now: Timestamp) {
        match to {
            Status::Resolved => (self.resolved_at, self.closed_at) = (Some(now), None),
            Status::Closed => self.closed_at = Some(now),
            _ => (self.resolved_at, self.closed_at) = (None, None),
        }
        self.promise.enter(self.status, to, now);
        self.status = to;
        self.due_at = self.promise.next_due(to);
    }

    /// The provider has answered.
    pub fn respond(&mut self, now: Timestamp) {
        self.promise.respond(now);
        self.due_at = self.promise.next_due(self.status);
    }

    /// Gives it another priority and the targets that belong to it.
    pub fn prioritise(&mut self, priority: Priority, goals: Goals, now: Timestamp) {
        self.priority = priority;
        self.promise.aim(goals, now);
        self.due_at = self.promise.next_due(self.status);
    }

    /// When it was resolved; absent while it is not.
    #[must_use]
    pub fn resolved_at(&self) -> Option<Timestamp> {
        self.resolved_at
    }

    /// When the next target falls due.
    #[must_use]
    pub(super) fn due_at(&self) -> Timestamp {
        self.due_at
    }

    /// When it was closed; absent while it is not.
    #[must_use]
    pub fn closed_at(&self) -> Option<Timestamp> {
        self.closed_at
    }

    /// Its targets.
    #[must_use]
    pub fn promise(&self) -> &Promise {
        &self.promise
    }

    /// Who works on it.
    #[must_use]
    pub fn assignee(&self) -> Option<PersonRef> {
        let id = self.assignee.clone()?;
        Some(PersonRef { id, name: self.assignee_name.clone().unwrap_or_default() })
    }

    /// True while nobody works on it.
    #[must_use]
    pub fn is_unassigned(&self) -> bool {
        self.assignee.is_none()
    }

    /// Gives it to somebody or to nobody.
    pub fn assign(&mut self, who: Option<PersonRef>) {
        (self.assignee, self.assignee_name) = who.map(|who| (who.id, who.name)).unzip();
    }

    /// Who else sees it.
    #[must_use]
    pub fn watchers(&self) -> &[PersonRef] {
        &self.watchers
    }

    /// The submitter and the watchers: the client users whom it concerns personally.
    #[must_use]
    pub fn viewers(&self) -> &[UserId] {
        &self.viewers
    }

    /// Adds a watcher.
    pub fn add_watcher(&mut self, who: PersonRef) {
        self.watchers.push(who);
        self.settle_viewers();
    }

    /// Removes a watcher and gives it back; `None` where they do not watch.
    pub fn remove_watcher(&mut self, who: &UserId) -> Option<PersonRef> {
        let place = self.watchers.iter().position(|watcher| watcher.id == *who)?;
        let gone = self.watchers.remove(place);
        self.settle_viewers();
        Some(gone)
    }

    fn settle_viewers(&mut self) {
        let everybody = std::iter::once(&self.submitter).chain(&self.watchers);
        self.viewers = everybody.map(|person| person.id.clone()).collect();
    }
}

const fn by(by: &'static [&'static str], order: &'static str) -> Index {
    Index { by, each: None, order }
}

const fn seen(by: &'static [&'static str], order: &'static str) -> Index {
    Index { by, each: Some("viewers"), order }
}

/// Tickets. Clients' lists always bind the company; staff's usual filters have an index each, and what they combine
/// beyond that is checked on the way along the best of them.
pub static TICKET: Kind = Kind {
    name: "ticket",
    reach: Reach::Company,
    indexes: &[
        seen(&["company"], "activity_at"),
        seen(&["company"], "created_at"),
        seen(&["company", "status"], "activity_at"),
        seen(&["company", "status"], "created_at"),
        by(&["company"], "activity_at"),
        by(&["company"], "created_at"),
        by(&["company", "status"], "activity_at"),
        by(&["company", "status"], "created_at"),
        by(&[], "staff_activity_at"),
        by(&[], "created_at"),
        by(&["status"], "staff_activity_at"),
        by(&["status"], "created_at"),
        by(&["priority"], "staff_activity_at"),
        by(&["category"], "staff_activity_at"),
        by(&["company"], "staff_activity_at"),
        by(&["company", "status"], "staff_activity_at"),
        by(&["assignee"], "staff_activity_at"),
        by(&["assignee", "status"], "staff_activity_at"),
        by(&[], "due_at"),
    ],
    residual: &["status", "priority", "category", "assignee", "company"],
    terms: false,
};

impl Document for Ticket {
    const KIND: &'static Kind = &TICKET;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.id.as_str())
    }
}
