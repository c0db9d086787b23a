//! How far something has come that is to be delivered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::Document;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for its first attempt.
    Queued,
    /// Whom it goes to has taken it.
    Sent,
    /// The last attempt failed; there will be another.
    Failed,
    /// Given up: refused for good, or not delivered within 24 hours.
    Dead,
}

impl DeliveryState {
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

/// The queues of a tenant. They are independent of each other: what somebody waits for never stands behind bulk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Queue {
    /// Mails that somebody waits for: links to sign in, invitations, new passwords.
    Urgent,
    /// All other mails.
    Bulk,
    /// Callbacks to other systems.
    Calls,
}

impl Queue {
    pub(crate) const ALL: [Self; 3] = [Self::Urgent, Self::Bulk, Self::Calls];

    /// As the outbox's own documents name it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Bulk => "bulk",
            Self::Calls => "calls",
        }
    }

    /// What [`Posting::queue`] says of what is ready to go.
    pub(crate) fn ready(self) -> &'static str {
        match self {
            Self::Urgent => URGENT,
            Self::Bulk | Self::Calls => READY,
        }
    }
}

const READY: &str = "ready";
const URGENT: &str = "urgent";

/// How far it has come; its fields stand among those of what is delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Sorts as the events happened.
    pub order: String,
    /// What became of it; changed by [`Posting::enter`].
    state: DeliveryState,
    /// Where it waits: ready to go, or in the lane of this id that is held back. Absent once nothing more is tried, so that
    /// what is done costs the queues nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) queue: Option<String>,
    /// Attempts so far.
    pub attempts: u32,
    /// When it was queued; 24 hours later it is given up.
    pub queued_at: Timestamp,
    /// Not before then.
    pub next_at: Timestamp,
    /// Why the last attempt failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// When it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
}

impl Posting {
    /// To be delivered as soon as may be.
    #[must_use]
    pub fn new(order: String, now: Timestamp) -> Self {
        Self {
            order,
            state: DeliveryState::Queued,
            queue: Some(READY.to_owned()),
            attempts: 0,
            queued_at: now,
            next_at: now,
            last_error: None,
            sent_at: None,
        }
    }

    /// The same, ahead of all that nobody waits for.
    #[must_use]
    pub(crate) fn urgent(mut self) -> Self {
        self.queue = self.queue.map(|_| URGENT.to_owned());
        self
    }

    /// What became of it.
    #[must_use]
    pub fn state(&self) -> DeliveryState {
        self.state
    }

    /// True while it is still to be delivered.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.state.is_pending()
    }

    /// When it is tried next; `None` once nothing more is tried.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        self.is_pending().then_some(self.next_at)
    }

    /// Moves to `state`.
    pub fn enter(&mut self, state: DeliveryState) {
        self.state = state;
        if !state.is_pending() {
            self.queue = None;
        }
    }

    /// Waits in `queue`, not to be tried before `at`.
    pub(crate) fn wait_in(&mut self, queue: &str, at: Timestamp) {
        self.queue = Some(queue.to_owned());
        self.next_at = at;
    }

    /// As new, in its old place.
    pub fn restart(&mut self, now: Timestamp) {
        *self = Self::new(std::mem::take(&mut self.order), now);
    }
}

/// Something that is delivered.
pub trait Parcel: Document + Clone {
    /// What it must not overtake others of.
    fn lane(&self) -> &str;
    /// How far it has come.
    fn posting(&self) -> &Posting;
    /// The same, to be changed.
    fn posting_mut(&mut self) -> &mut Posting;

    /// What it is about, where several may go to one recipient about the same: they form a thread, which its first one begins.
    fn thread(&self) -> Option<&str> {
        None
    }

    /// Another thread that it begins, where its own one only combines what comes in a burst.
    fn begins(&self) -> Option<&str> {
        None
    }

    /// Tells it by which name its thread goes: `None` for the one that begins it.
    fn set_root(&mut self, _root: Option<String>) {}

    /// True where it only goes on with a thread: such ones wait a moment for each other.
    fn is_follow_up(&self) -> bool {
        false
    }

    /// True where it and the one before it in its thread may go out as one.
    fn joins(&self, _before: &Self) -> bool {
        false
    }

    /// Says what those before it say, too.
    fn join(&mut self, _before: &[&Self]) {}

    /// Remembers that it went out as a part of another one.
    fn went_with(&mut self, _other: &Self) {}
}
