//! What the outbox knows of one recipient, or of one thread to them: whether it is held back, and how it began.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::posting::Queue;
use crate::id::LaneId;
use crate::kept::DELIVERY;
use crate::store::{Batch, Document, Found, Index, Kind, Reach, StoreError, Stored};

/// One lane of a queue. There is none for a recipient of whom nothing is to be remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lane {
    /// Made of queue and lane; what waits in it names it as its queue.
    pub(super) id: LaneId,
    /// The queue, while the lane is held back; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    queue: Option<String>,
    /// Until when it is held back, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<i64>,
    /// Of a thread: the id of the one that began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) root: Option<String>,
    /// Of a thread: when one last went on with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) followed_at: Option<Timestamp>,
    /// Of a thread: until then the one that begins it waits to be combined with others, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begins: Option<i64>,
    /// Of a recipient: true where the last answer was that there is no such address.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) unreachable: bool,
}

/// Lanes; those that are held back, the one that is due first.
pub(super) static LANE: Kind = Kind {
    name: "outbox_lane",
    reach: Reach::Tenant,
    indexes: &[Index { by: &["queue"], each: None, order: "until" }],
    residual: &[],
    terms: false,
};

impl Document for Lane {
    const KIND: &'static Kind = &LANE;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Lane {
    fn new(id: LaneId) -> Self {
        Self { id, queue: None, until: None, root: None, followed_at: None, begins: None, unreachable: false }
    }

    /// Until when it is held back.
    pub(super) fn held_until(&self) -> Option<Timestamp> {
        self.until.and_then(|at| Timestamp::from_millisecond(at).ok())
    }

    /// When the one that begins this thread goes out, where it waits to be combined with others.
    pub(super) fn begins_at(&self) -> Option<Timestamp> {
        self.begins.and_then(|at| Timestamp::from_millisecond(at).ok())
    }

    /// Whatever goes on with this thread goes out after `at`.
    pub(super) fn begin_at(&mut self, at: Timestamp) {
        self.begins = Some(at.as_millisecond());
    }

    /// The one that begins this thread has gone out.
    pub(super) fn begun(&mut self) {
        self.begins = None;
    }

    /// Holds it back.
    pub(super) fn hold(&mut self, queue: Queue, until: Timestamp) {
        self.queue = Some(queue.as_str().to_owned());
        self.until = Some(until.as_millisecond());
    }

    /// Lets it go on.
    pub(super) fn release(&mut self) {
        (self.queue, self.until) = (None, None);
    }

    fn is_worth_keeping(&self) -> bool {
        self.until.is_some() || self.root.is_some() || self.begins.is_some() || self.unreachable
    }
}

/// The lanes that a page of parcels touches, as they were read and as they become.
pub(super) struct Lanes {
    queue: Queue,
    known: HashMap<LaneId, (Option<Stored<Lane>>, Lane)>,
}

impl Lanes {
    pub(super) fn new(queue: Queue) -> Self {
        Self { queue, known: HashMap::new() }
    }

    /// The id of the lane of this name.
    pub(super) fn id(&self, name: &str) -> LaneId {
        LaneId::named(self.queue.as_str(), name)
    }

    /// Takes on what was read; lanes that are not there are as new.
    pub(super) fn take(&mut self, found: &mut Found, ids: &[LaneId]) -> Result<(), StoreError> {
        for id in ids {
            let read = found.take::<Lane>(id.as_str())?;
            let now = read.as_ref().map_or_else(|| Lane::new(id.clone()), |read| read.value.clone());
            self.known.insert(id.clone(), (read, now));
        }
        Ok(())
    }

    pub(super) fn get(&self, id: &LaneId) -> Option<&Lane> {
        self.known.get(id).map(|(_, lane)| lane)
    }

    pub(super) fn change(&mut self, id: &LaneId, change: impl FnOnce(&mut Lane)) {
        let (_, lane) = self.known.entry(id.clone()).or_insert_with(|| (None, Lane::new(id.clone())));
        change(lane);
    }

    /// Holds a lane back at least until then.
    pub(super) fn hold(&mut self, id: &LaneId, until: Timestamp) {
        let queue = self.queue;
        self.change(id, |lane| {
            let until = lane.held_until().map_or(until, |known| known.max(until));
            lane.hold(queue, until);
        });
    }

    /// Adds what has changed to the batch; how many operations that takes.
    pub(super) fn write(&self, batch: &mut Batch<'_>) -> usize {
        let until = batch.now() + DELIVERY;
        let mut written = 0;
        for (read, lane) in self.known.values() {
            match read {
                Some(read) if read.value == *lane => continue,
                Some(read) if lane.is_worth_keeping() => {
                    batch.replace_until(read, lane, Some(until));
                }
                Some(read) => {
                    batch.delete(read);
                }
                None if lane.is_worth_keeping() => {
                    batch.create_until(lane, until);
                }
                None => continue,
            }
            written += 1;
        }
        written
    }
}
