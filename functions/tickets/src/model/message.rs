//! One entry of a ticket's conversation: a comment, or something that happened to the ticket.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::User;
use shared::id::{CompanyId, FileId, MessageId, TicketId, UserId};
use shared::store::{Document, Index, Kind, Reach};
use utoipa::ToSchema;

use super::{Attachment, Ticket, form::sortable};
use crate::targets::NextTarget;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// Somebody wrote something.
    Comment,
    /// Something changed.
    Event,
}

/// Who wrote or did it, as remembered for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Id.
    pub id: UserId,
    /// The name at that time.
    pub name: String,
    /// True for the provider's people.
    pub staff: bool,
}

impl From<&User> for Author {
    fn from(user: &User) -> Self {
        Self { id: user.id.clone(), name: user.name.clone(), staff: user.is_staff }
    }
}

/// Which property changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HappeningKind {
    /// The status.
    Status,
    /// The priority.
    Priority,
    /// The category.
    Category,
    /// The assignee; by name.
    Assignee,
    /// The subject.
    Subject,
    /// The rating; by score.
    Rating,
    /// The watchers; by name: `to` was added, `from` was removed.
    Watcher,
}

/// Something that happened to the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Happening {
    /// What changed.
    pub r#type: HappeningKind,
    /// What it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// For a priority change: the target that was due next after it. Absent if no target was running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextTarget>,
}

/// One entry as stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The ticket.
    pub ticket: TicketId,
    /// Whose ticket it is.
    pub company: CompanyId,
    /// When; no two entries of a ticket have the same moment.
    #[serde(with = "sortable")]
    pub at: Timestamp,
    /// What it is.
    pub kind: MessageKind,
    /// True where clients must not see it.
    pub internal: bool,
    /// Who.
    pub author: Author,
    /// The comment's text, at most 20,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) attachments: Vec<Attachment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<FileId>,
    /// What happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Happening>,
}

/// Where an entry belongs and who made it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: MessageId,
    /// The ticket.
    pub ticket: TicketId,
    /// Whose ticket it is.
    pub company: CompanyId,
    /// When, behind the ticket's last entry.
    pub at: Timestamp,
    /// Who.
    pub author: Author,
}

impl Message {
    /// A comment.
    #[must_use]
    pub fn comment(entry: Entry, body: String, attachments: Vec<Attachment>, internal: bool) -> Self {
        let files = attachments.iter().map(|attachment| attachment.id.clone()).collect();
        Self { body: Some(body), attachments, files, internal, ..Self::bare(entry, MessageKind::Comment) }
    }

    /// The first comment of a new ticket.
    #[must_use]
    pub fn description(
        id: MessageId,
        ticket: &Ticket,
        author: Author,
        body: String,
        attachments: Vec<Attachment>,
    ) -> Self {
        let at = ticket.last_entry_at;
        let (ticket, company) = (ticket.id.clone(), ticket.company.id.clone());
        Self::comment(Entry { id, ticket, company, at, author }, body, attachments, false)
    }

    /// Something that happened, which clients may know.
    #[must_use]
    pub fn event(entry: Entry, event: Happening) -> Self {
        Self { event: Some(event), ..Self::bare(entry, MessageKind::Event) }
    }

    fn bare(entry: Entry, kind: MessageKind) -> Self {
        Self {
            id: entry.id,
            ticket: entry.ticket,
            company: entry.company,
            at: entry.at,
            kind,
            internal: false,
            author: entry.author,
            body: None,
            attachments: Vec::new(),
            files: Vec::new(),
            event: None,
        }
    }

    /// Its files.
    #[must_use]
    pub fn attachments(&self) -> &[Attachment] {
        &self.attachments
    }
}

/// Entries, by ticket; and by the files that they carry.
pub static MESSAGE: Kind = Kind {
    name: "ticket_message",
    reach: Reach::Company,
    indexes: &[
        Index { by: &["ticket"], each: None, order: "at" },
        Index { by: &["ticket"], each: Some("files"), order: "at" },
    ],
    residual: &["company", "internal"],
    terms: false,
};

impl Document for Message {
    const KIND: &'static Kind = &MESSAGE;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}
