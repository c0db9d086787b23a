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

/// How far it has come; its fields stand among those of what is delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Sorts as the events happened.
    pub order: String,
    /// What became of it; changed by [`Posting::enter`].
    state: DeliveryState,
    /// True while it is still to be delivered; kept in step with `state`.
    pending: bool,
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
    pub fn state(&self) -> DeliveryState {
        self.state
    }

    /// True while it is still to be delivered.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.pending
    }

    /// When it is tried next; `None` once nothing more is tried.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        self.pending.then_some(self.next_at)
    }

    /// Moves to `state`.
    pub fn enter(&mut self, state: DeliveryState) {
        self.state = state;
        self.pending = state.is_pending();
        self.claimed_until = None;
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
}
