//! A callback as kept: where it goes, what it is about, and what became of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::event::{Audience, Event};
use crate::id::CallbackId;
use crate::kept::DELIVERY;
use crate::outbox::{Parcel, Posting};
use crate::store::{Batch, Document, Index, Kind, Reach, Stored};

/// One callback.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Callback {
    /// The same at every attempt: `webhook-id`.
    pub id: CallbackId,
    /// What happened, as `document.completed`.
    pub name: String,
    /// The object that it happened to: callbacks about it keep their order.
    pub object: String,
    /// Where it goes.
    pub url: String,
    /// True where the installation's keys sign it; else the tenant's own do.
    #[serde(default)]
    pub installation: bool,
    /// When it happened.
    pub at: Timestamp,
    /// What the area writes it from.
    pub about: Value,
    /// How far it has come.
    #[serde(flatten)]
    pub posting: Posting,
}

/// Callbacks: those that wait, and those of an object.
pub static CALLBACK: Kind = Kind {
    name: "callback",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &["queue"], each: None, order: "order" },
        Index { by: &["object"], each: None, order: "order" },
    ],
    residual: &[],
    terms: false,
};

impl Document for Callback {
    const KIND: &'static Kind = &CALLBACK;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Parcel for Callback {
    fn lane(&self) -> &str {
        &self.object
    }

    fn posting(&self) -> &Posting {
        &self.posting
    }

    fn posting_mut(&mut self) -> &mut Posting {
        &mut self.posting
    }
}

impl Callback {
    /// Keeps it in the batch of what calls for it; a batch that keeps it a second time fails with a conflict.
    pub fn add_to(&self, batch: &mut Batch<'_>) {
        let until = batch.now() + DELIVERY;
        batch.create_until(self, until).event(self.news(1));
    }

    /// Tells open pages of staff that it is another than it was, and wakes the outbox; nobody else hears it.
    #[must_use]
    pub fn news(&self, version: u64) -> Event {
        Event::new("callback.changed", &self.object, version, Audience::staff())
    }

    /// Has it delivered again, to where its like go now.
    #[must_use]
    pub fn again(mut self, url: &str, now: Timestamp) -> Self {
        url.clone_into(&mut self.url);
        self.posting.restart(now);
        self
    }

    /// Replaces it; it stays for as long as it was kept for.
    pub fn replace_in(&self, batch: &mut Batch<'_>, read: &Stored<Self>) {
        batch.replace_until(read, self, Some(read.created_at + DELIVERY));
    }
}
