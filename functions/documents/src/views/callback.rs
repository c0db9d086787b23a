//! Callbacks as staff see them.

use jiff::Timestamp;
use serde::Serialize;
use shared::callback::Callback;
use shared::id::CallbackId;
use shared::outbox::DeliveryState;
use shared::store::Stored;
use utoipa::ToSchema;

/// A callback and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CallbackLine {
    /// Its id: `webhook-id`.
    id: CallbackId,
    /// What it says, as `document.completed`.
    name: String,
    /// Where it goes.
    url: String,
    /// What became of it.
    state: DeliveryState,
    /// Attempts so far.
    attempts: u32,
    /// When what it says happened.
    at: Timestamp,
    /// When it was queued.
    queued_at: Timestamp,
    /// When it is tried next; absent once nothing more is tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_at: Option<Timestamp>,
    /// When the receiver took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_at: Option<Timestamp>,
    /// Why the last attempt failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<String>,
    /// The version.
    version: u64,
}

impl CallbackLine {
    pub(crate) fn of(stored: &Stored<Callback>) -> Self {
        let (callback, posting) = (&stored.value, &stored.value.posting);
        Self {
            id: callback.id.clone(),
            name: callback.name.clone(),
            url: callback.url.clone(),
            state: posting.state(),
            attempts: posting.attempts,
            at: callback.at,
            queued_at: posting.queued_at,
            next_at: posting.due_at(),
            sent_at: posting.sent_at,
            last_error: posting.last_error.clone(),
            version: stored.version,
        }
    }
}

/// A page of callbacks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CallbackList {
    /// Where they go now; absent where nobody is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// The callbacks, the latest first.
    pub(crate) items: Vec<CallbackLine>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}
