//! A mail as kept: what it says, to whom, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::message::Message;
use crate::account::Language;
use crate::id::{EventId, MailId};
use crate::store::{Document, Index, Kind, Reach};

pub(super) use crate::kept::MAIL as KEPT;

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waits for its first attempt.
    Queued,
    /// The mail server has taken it.
    Sent,
    /// The last attempt failed; there will be another.
    Failed,
    /// Given up: refused for good, or not delivered within 24 hours.
    Dead,
}

impl MailState {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Dead => "dead",
        }
    }

    /// True while it is still to be delivered.
    #[must_use]
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Queued | Self::Failed)
    }
}

/// Whom it goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct To {
    /// The person's id: mails of one recipient keep their order.
    pub user: String,
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
}

/// One mail. Its id comes from its event and its recipient, so that an event is told to a person once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Mail {
    /// Made of event and recipient.
    pub id: MailId,
    /// Sorts as the events happened.
    pub order: String,
    /// Whom it goes to.
    pub to: To,
    /// The language that it is written in.
    pub language: Language,
    /// What it says.
    pub message: Message,
    /// What became of it; changed by [`Mail::enter`].
    pub(super) state: MailState,
    /// True while it is still to be delivered; kept in step with `state`.
    pub(super) pending: bool,
    /// Attempts so far.
    pub attempts: u32,
    /// When it was queued; 24 hours later it is given up.
    pub queued_at: Timestamp,
    /// Not before then.
    pub next_at: Timestamp,
    /// While an attempt is under way, until when it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) claimed_until: Option<Timestamp>,
    /// Why the last attempt failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// When the mail server took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
}

/// Mails.
pub static MAIL: Kind = Kind {
    name: "mail",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &["pending"], each: None, order: "order" },
        Index { by: &["state"], each: None, order: "created_at" },
        Index { by: &[], each: None, order: "created_at" },
    ],
    residual: &["state"],
    terms: false,
};

impl Document for Mail {
    const KIND: &'static Kind = &MAIL;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Mail {
    /// A mail about an event, to be sent as soon as may be.
    #[must_use]
    pub fn new(event: &EventId, to: To, language: Language, message: Message, now: Timestamp) -> Self {
        Self {
            id: MailId::derived(event, &[event.as_str(), &to.user]),
            order: event.to_string(),
            to,
            language,
            message,
            state: MailState::Queued,
            pending: true,
            attempts: 0,
            queued_at: now,
            next_at: now,
            claimed_until: None,
            last_error: None,
            sent_at: None,
        }
    }

    /// What became of it.
    #[must_use]
    pub fn state(&self) -> MailState {
        self.state
    }

    /// Moves it to `state`.
    #[must_use]
    pub fn enter(mut self, state: MailState) -> Self {
        self.state = state;
        self.pending = state.is_pending();
        self.claimed_until = None;
        self
    }

    /// True where [`Mail::again`] would send it.
    #[must_use]
    pub fn can_be_sent_again(&self) -> bool {
        !self.pending && self.message.button.as_ref().is_none_or(|button| button.recipe.is_none())
    }

    /// Until when a mail is kept that was made at `created_at`.
    #[must_use]
    pub fn kept_until(&self, created_at: Timestamp) -> Timestamp {
        created_at + KEPT
    }

    /// The same mail, to be sent again; `None` where it cannot be: it carries a one-time link, which may be used or replaced.
    #[must_use]
    pub fn again(mut self, now: Timestamp) -> Option<Self> {
        if self.message.button.as_ref().is_some_and(|button| button.recipe.is_some()) {
            return None;
        }
        self.attempts = 0;
        (self.queued_at, self.next_at) = (now, now);
        (self.last_error, self.sent_at) = (None, None);
        Some(self.enter(MailState::Queued))
    }
}
