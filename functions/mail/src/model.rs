//! Mails as staff see them.

use jiff::Timestamp;
use serde::Serialize;
use shared::account::Language;
use shared::id::MailId;
use shared::mail::{Mail, Topic};
use shared::outbox::DeliveryState;
use shared::store::Stored;
use utoipa::ToSchema;

/// One mail and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delivery {
    /// Its id.
    id: MailId,
    /// Which mail it is, as `ticket.reply`.
    name: String,
    /// Which choice decides about it.
    topic: Topic,
    /// Its subject.
    subject: String,
    /// The recipient's name.
    to_name: String,
    /// The recipient's address.
    to_email: String,
    /// The language that it is written in.
    language: Language,
    /// What became of it.
    state: DeliveryState,
    /// Attempts so far.
    attempts: u32,
    /// When it was queued.
    queued_at: Timestamp,
    /// When it is tried next; absent once nothing more is tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_at: Option<Timestamp>,
    /// When the mail server took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_at: Option<Timestamp>,
    /// Why the last attempt failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<String>,
    /// The mail as a part of which it went out; absent where it went out by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_with: Option<MailId>,
    /// Whether it can be sent again.
    can_resend: bool,
    /// The version.
    version: u64,
}

impl Delivery {
    pub(crate) fn of(stored: &Stored<Mail>) -> Self {
        let (mail, posting) = (&stored.value, &stored.value.posting);
        Self {
            id: mail.id.clone(),
            name: mail.message.name.clone(),
            topic: mail.message.topic,
            subject: mail.message.subject.clone(),
            to_name: mail.to.name.clone(),
            to_email: mail.to.email.clone(),
            language: mail.language,
            state: posting.state(),
            attempts: posting.attempts,
            queued_at: posting.queued_at,
            next_at: posting.due_at(),
            sent_at: posting.sent_at,
            last_error: posting.last_error.clone(),
            sent_with: mail.sent_with.clone(),
            can_resend: mail.can_be_sent_again(),
            version: stored.version,
        }
    }
}
