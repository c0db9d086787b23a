//! What open pages hear of a change.

use serde::{Deserialize, Serialize};
use shared::event::{Audience, Event};
use shared::id::{MessageId, UserId};
use utoipa::ToSchema;

use crate::model::{HappeningKind, Message, MessageKind, Status, Ticket};

/// What sort of change it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChangeKind {
    /// A new ticket.
    Created,
    /// Something was written.
    Comment,
    /// The status changed.
    Status,
    /// Something else changed.
    Properties,
}

impl ChangeKind {
    fn name(self) -> &'static str {
        match self {
            Self::Created => "ticket.created",
            Self::Comment => "ticket.comment",
            Self::Status => "ticket.status",
            Self::Properties => "ticket.properties",
        }
    }

    /// Of these entries.
    fn of<'a>(entries: impl Iterator<Item = &'a Message>) -> Self {
        let mut kind = Self::Properties;
        for entry in entries {
            match (entry.kind, entry.event.as_ref().map(|event| event.r#type)) {
                (MessageKind::Comment, _) => return Self::Comment,
                (_, Some(HappeningKind::Status)) => kind = Self::Status,
                _ => {}
            }
        }
        kind
    }
}

/// What the event of a ticket carries besides.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Extra {
    /// What sort of change it was.
    pub(crate) change: ChangeKind,
    /// The version that clients know the ticket by.
    pub(crate) client_version: u64,
    /// What mails about it need; absent where clients see nothing of the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) told: Option<Told>,
}

/// Who did what, in ids: mails read the rest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    /// Who.
    pub(crate) actor: UserId,
    /// The comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) comment: Option<MessageId>,
    /// The status before and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<(Status, Status)>,
    /// Who works on the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) assignee: Option<UserId>,
}

impl Told {
    /// Of the entries that clients see; `None` where there are none.
    fn of(ticket: &Ticket, entries: &[Message]) -> Option<Self> {
        let public = || entries.iter().filter(|entry| !entry.internal);
        let mut status = public().filter_map(|entry| entry.event.as_ref()).filter_map(|event| {
            let read = |word: &Option<String>| {
                Status::ALL.into_iter().find(|one| Some(one.as_str()) == word.as_deref())
            };
            (event.r#type == HappeningKind::Status).then(|| read(&event.from).zip(read(&event.to)))?
        });
        Some(Self {
            actor: public().next()?.author.id.clone(),
            comment: public().find(|entry| entry.kind == MessageKind::Comment).map(|entry| entry.id.clone()),
            status: status.next_back(),
            assignee: ticket.assignee().map(|person| person.id),
        })
    }
}

/// The event of a new ticket.
pub(super) fn created(ticket: &Ticket, description: &Message) -> Event {
    let told = Told::of(ticket, std::slice::from_ref(description));
    event(ticket, 1, ChangeKind::Created, told)
}

/// The event of a changed ticket. Where clients see some of it, it tells of that part alone.
pub(super) fn changed(ticket: &Ticket, version: u64, entries: &[Message]) -> Event {
    let public = entries.iter().any(|entry| !entry.internal);
    let kind = ChangeKind::of(entries.iter().filter(|entry| !public || !entry.internal));
    event(ticket, version, kind, Told::of(ticket, entries))
}

fn event(ticket: &Ticket, version: u64, kind: ChangeKind, told: Option<Told>) -> Event {
    let staff_only = told.is_none();
    let extra = Extra { change: kind, client_version: ticket.client_version, told };
    Event {
        id: String::new(),
        name: kind.name().to_owned(),
        object: ticket.id.to_string(),
        version,
        at: jiff::Timestamp::UNIX_EPOCH,
        audience: Audience {
            company: Some(ticket.company.id.to_string()),
            users: ticket.viewers().iter().map(UserId::to_string).collect(),
            shown_to: None,
            staff_only,
        },
        data: serde_json::to_value(extra).unwrap_or_default(),
    }
}
