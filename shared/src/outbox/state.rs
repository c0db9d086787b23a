//! Where the outbox stands: one document for all tenants, so that no run asks each of them.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::posting::Queue;
use crate::app::App;
use crate::problem::Problem;
use crate::store::{Document, DocumentStore, Kind, Reach, StoreError, Stored, read_common, write_common};

/// So many queues are remembered by name; beyond that, all tenants are asked.
const MOST: usize = 2_000;
/// The first pause while the mail server cannot be reached, and the longest.
const PAUSE: SignedDuration = SignedDuration::from_secs(15);
const LONGEST: SignedDuration = SignedDuration::from_mins(2);

/// That the mail server cannot be reached at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// Since when.
    pub since: Timestamp,
    /// When it is tried again.
    pub until: Timestamp,
    /// Why: it names no recipient, so that every tenant's staff may read it.
    pub reason: String,
    times: u32,
}

/// How far the outbox has read the changes of all tenants, and who has something waiting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    id: String,
    /// Behind what was read of the store's changes.
    #[serde(default)]
    pub(super) cursor: Option<String>,
    /// Queues with something to be delivered, as `tenant/queue`, and when the next of it is due.
    #[serde(default)]
    waiting: BTreeMap<String, Timestamp>,
    /// Set where more than [`MOST`] queues wait: when to ask all.
    #[serde(default)]
    pub(super) everybody: Option<Timestamp>,
    /// Set while the mail server cannot be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) outage: Option<Outage>,
}

static OUTBOX: Kind =
    Kind { name: "outbox", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for State {
    const KIND: &'static Kind = &OUTBOX;

    fn id(&self) -> &str {
        &self.id
    }
}

const ID: &str = "outbox";

/// That the mail server cannot be reached, where it cannot. One round trip.
pub async fn outage(app: &App) -> Result<Option<Outage>, Problem> {
    let stored = read_common::<State>(app.store.adapter().as_ref(), ID).await?;
    Ok(stored.and_then(|stored| stored.value.outage))
}

fn key(tenant: &str, queue: Queue) -> String {
    format!("{tenant}/{}", queue.as_str())
}

impl State {
    pub(super) async fn read(store: &dyn DocumentStore) -> Result<(Self, Option<Stored<Self>>), StoreError> {
        let stored = read_common::<Self>(store, ID).await?;
        let mut state = stored
            .as_ref()
            .map_or_else(|| Self { id: ID.to_owned(), ..Self::default() }, |stored| stored.value.clone());
        // An earlier version named tenants alone.
        let old: Vec<String> = state.waiting.keys().filter(|key| !key.contains('/')).cloned().collect();
        for tenant in old {
            if let Some(at) = state.waiting.remove(&tenant) {
                Queue::ALL.iter().for_each(|queue| state.wake(&tenant, *queue, at));
            }
        }
        Ok((state, stored))
    }

    /// Keeps it where it differs from what was read; false where another run was faster.
    pub(super) async fn write(
        &self,
        store: &dyn DocumentStore,
        read: &mut Option<Stored<Self>>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if read.as_ref().is_some_and(|read| read.value == *self) {
            return Ok(true);
        }
        match write_common(store, self, read.as_ref(), now).await {
            Ok(()) => {
                *read = read_common::<Self>(store, ID).await?;
                Ok(read.as_ref().is_some_and(|read| read.value == *self))
            }
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Remembers that a queue has something due at `at`.
    pub(super) fn wake(&mut self, tenant: &str, queue: Queue, at: Timestamp) {
        let key = key(tenant, queue);
        if self.waiting.len() >= MOST && !self.waiting.contains_key(&key) {
            self.everybody = Some(self.everybody.map_or(at, |all| all.min(at)));
            return;
        }
        let due = self.waiting.entry(key).or_insert(at);
        *due = (*due).min(at);
    }

    /// Remembers when the next of a queue is due; `None` where nothing waits.
    pub(super) fn settle(&mut self, tenant: &str, queue: Queue, next: Option<Timestamp>) {
        self.waiting.remove(&key(tenant, queue));
        if let Some(at) = next {
            self.wake(tenant, queue, at);
        }
    }

    /// Tenants in whose queue something is due.
    pub(super) fn due(&self, queue: Queue, now: Timestamp) -> Vec<String> {
        if queue != Queue::Calls && self.outage.as_ref().is_some_and(|outage| outage.until > now) {
            return Vec::new();
        }
        let due = self.waiting.iter().filter(|(_, at)| **at <= now);
        due.filter_map(|(key, _)| key.split_once('/'))
            .filter(|(_, name)| *name == queue.as_str())
            .map(|(tenant, _)| tenant.to_owned())
            .collect()
    }

    /// Notes whether the mail server was reached: why not, or that it was.
    pub(super) fn reached(&mut self, down: Option<String>, now: Timestamp) {
        self.outage = down.map(|reason| {
            let known = self.outage.take();
            let times = known.as_ref().map_or(0, |outage| outage.times).saturating_add(1);
            let wait = PAUSE * 2_i32.saturating_pow(times.saturating_sub(1).min(16));
            let since = known.map_or(now, |outage| outage.since);
            Outage { since, until: now + wait.min(LONGEST), reason, times }
        });
    }

    /// When the next is due.
    pub(super) fn next(&self) -> Option<Timestamp> {
        let pause = self.outage.as_ref().map(|outage| outage.until);
        let calls = format!("/{}", Queue::Calls.as_str());
        let due = self.waiting.iter().map(|(key, at)| match pause {
            Some(pause) if !key.ends_with(&calls) => pause.max(*at),
            _ => *at,
        });
        due.chain(self.everybody).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_772_442_000 + second).unwrap()
    }

    #[test]
    fn a_queue_is_due_at_its_own_time_and_mails_wait_for_the_end_of_an_outage() {
        let mut state = State::default();
        state.wake("acme", Queue::Bulk, at(5));
        state.wake("acme", Queue::Calls, at(9));
        assert_eq!((state.due(Queue::Bulk, at(4)), state.next()), (vec![], Some(at(5))));
        assert_eq!(state.due(Queue::Bulk, at(5)), ["acme"]);
        assert!(state.due(Queue::Urgent, at(5)).is_empty());
        state.reached(Some("gone".into()), at(5));
        assert_eq!((state.due(Queue::Bulk, at(6)), state.next()), (vec![], Some(at(9))));
        assert_eq!(state.due(Queue::Calls, at(9)), ["acme"]);
        for _ in 0..20 {
            state.reached(Some("gone".into()), at(20));
        }
        let outage = state.outage.clone().unwrap();
        assert_eq!((outage.since, outage.until), (at(5), at(20) + LONGEST));
        state.reached(None, at(30));
        assert_eq!(state.due(Queue::Bulk, at(30)), ["acme"]);
        state.settle("acme", Queue::Bulk, None);
        state.settle("acme", Queue::Calls, Some(at(40)));
        assert_eq!(state.next(), Some(at(40)));
    }
}
