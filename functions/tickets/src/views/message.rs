//! An entry of a conversation on the wire.

use jiff::Timestamp;
use serde::Serialize;
use shared::id::{MessageId, UserId};
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::model::{Attachment, Author, Happening, Message, MessageKind};

/// Who wrote or did it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MessageAuthor)]
pub(crate) struct AuthorView {
    /// Id; clients are not told those of the staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<UserId>,
    /// Name.
    name: String,
    /// True for the provider's people.
    staff: bool,
}

/// An entry of a ticket's conversation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Message)]
pub(crate) struct MessageView {
    /// Id.
    id: MessageId,
    /// Comment or event.
    kind: MessageKind,
    /// Who.
    author: AuthorView,
    /// The comment's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    /// True for a note that the staff alone sees.
    internal: bool,
    /// When.
    created_at: Timestamp,
    /// Files.
    attachments: Vec<Attachment>,
    /// What happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Happening>,
}

/// Entries of a conversation, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MessagePage {
    /// Oldest first.
    pub(crate) items: Vec<MessageView>,
    /// Leads to earlier entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

impl AuthorView {
    fn of(author: Author, caller: &Caller) -> Self {
        let known = caller.is_staff() || !author.staff;
        Self { id: known.then_some(author.id), name: author.name, staff: author.staff }
    }
}

impl MessageView {
    pub(crate) fn of(message: Message, caller: &Caller) -> Self {
        Self {
            id: message.id,
            kind: message.kind,
            author: AuthorView::of(message.author, caller),
            body: message.body,
            internal: message.internal,
            created_at: message.at,
            attachments: message.attachments,
            event: message.event,
        }
    }
}
