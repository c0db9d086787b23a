//! A mail as kept: what it says, to whom, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::message::{Message, Topic};
use crate::account::Language;
use crate::id::{EventId, MailId};
use crate::kept::DELIVERY;
use crate::outbox::{Parcel, Posting, Queue};
use crate::store::{Document, Index, Kind, Reach};

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
    /// Whom it goes to.
    pub to: To,
    /// The language that it is written in.
    pub language: Language,
    /// What it says.
    pub message: Message,
    /// The mail that began the conversation which this one goes on with; known once it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<MailId>,
    /// The mail as a part of which this one went out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_with: Option<MailId>,
    /// How far it has come.
    #[serde(flatten)]
    pub posting: Posting,
}

/// Mails.
pub static MAIL: Kind = Kind {
    name: "mail",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &["queue"], each: None, order: "order" },
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
        let posting = Posting::new(event.to_string(), now);
        let urgent = message.topic == Topic::Account;
        Self {
            id: MailId::derived(event, &[event.as_str(), &to.user]),
            to,
            language,
            message,
            root: None,
            sent_with: None,
            posting: if urgent { posting.urgent() } else { posting },
        }
    }

    /// Which of the tenant's queues it goes through.
    pub(crate) fn queue(&self) -> Queue {
        if self.message.topic == Topic::Account { Queue::Urgent } else { Queue::Bulk }
    }

    /// True where [`Mail::again`] would send it.
    #[must_use]
    pub fn can_be_sent_again(&self) -> bool {
        !self.posting.is_pending()
            && self.message.button.as_ref().is_none_or(|button| button.recipe.is_none())
    }

    /// Until when a mail is kept that was made at `created_at`.
    #[must_use]
    pub fn kept_until(&self, created_at: Timestamp) -> Timestamp {
        created_at + DELIVERY
    }

    /// The same mail, to be sent again; `None` where it cannot be: it carries a one-time link, which may be used or replaced.
    #[must_use]
    pub fn again(mut self, now: Timestamp) -> Option<Self> {
        if self.message.button.as_ref().is_some_and(|button| button.recipe.is_some()) {
            return None;
        }
        self.posting.restart(now);
        if self.queue() == Queue::Urgent {
            self.posting = self.posting.urgent();
        }
        self.sent_with = None;
        // Somebody asked for this very mail: it neither waits for others nor goes out with them.
        self.message.follow_up = false;
        self.message.group = None;
        Some(self)
    }
}

impl Parcel for Mail {
    fn lane(&self) -> &str {
        &self.to.user
    }

    fn posting(&self) -> &Posting {
        &self.posting
    }

    fn posting_mut(&mut self) -> &mut Posting {
        &mut self.posting
    }

    fn thread(&self) -> Option<&str> {
        self.message.group.as_ref().map(|group| group.name.as_str()).or(self.message.thread.as_deref())
    }

    fn begins(&self) -> Option<&str> {
        self.message.group.as_ref().and(self.message.thread.as_deref())
    }

    fn set_root(&mut self, root: Option<String>) {
        // Those of a group are about different things.
        if self.message.group.is_some() {
            return;
        }
        // A mail that goes out again after the end of the program begins its conversation still.
        self.root = root.as_deref().and_then(MailId::parse).filter(|root| *root != self.id);
    }

    fn is_follow_up(&self) -> bool {
        self.message.follow_up || self.message.group.is_some()
    }

    fn joins(&self, before: &Self) -> bool {
        let link = |mail: &Self| mail.message.button.as_ref().is_some_and(|button| button.recipe.is_some());
        self.is_follow_up()
            && before.is_follow_up()
            && self.message.topic == before.message.topic
            && self.language == before.language
            && self.to.email == before.to.email
            && !link(self)
            && !link(before)
    }

    fn join(&mut self, before: &[&Self]) {
        let before: Vec<&Message> = before.iter().map(|mail| &mail.message).collect();
        self.message.join(&before);
    }

    fn went_with(&mut self, other: &Self) {
        self.sent_with = Some(other.id.clone());
    }
}
