//! What the parts of one run share: where the outbox stands, and who is woken while it runs.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::posting::Queue;
use super::state::State;

/// Shared by listening and delivering.
pub(super) struct Round {
    inner: Mutex<Inner>,
    wakers: [UnboundedSender<String>; 3],
}

/// Tenants that are woken, by queue.
pub(super) struct Wakes {
    pub(super) urgent: UnboundedReceiver<String>,
    pub(super) bulk: UnboundedReceiver<String>,
    pub(super) calls: UnboundedReceiver<String>,
}

struct Inner {
    state: State,
    /// Queues that were woken since they were looked at last.
    woken: HashSet<(String, Queue)>,
    /// Events that called for something.
    heard: usize,
}

impl Round {
    pub(super) fn new(state: State) -> (Self, Wakes) {
        let (first, urgent) = unbounded_channel();
        let (second, bulk) = unbounded_channel();
        let (third, calls) = unbounded_channel();
        let inner = Mutex::new(Inner { state, woken: HashSet::new(), heard: 0 });
        (Self { inner, wakers: [first, second, third] }, Wakes { urgent, bulk, calls })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the outbox stands now.
    pub(super) fn state(&self) -> State {
        self.inner().state.clone()
    }

    /// Changes it.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.inner().state)
    }

    /// Something waits in a queue from now on.
    pub(super) fn wake(&self, tenant: &str, queue: Queue, now: Timestamp) {
        let mut inner = self.inner();
        inner.state.wake(tenant, queue, now);
        inner.woken.insert((tenant.to_owned(), queue));
        drop(inner);
        let place = match queue {
            Queue::Urgent => 0,
            Queue::Bulk => 1,
            Queue::Calls => 2,
        };
        // Whoever would deliver it has ended; the next run does.
        drop(self.wakers[place].send(tenant.to_owned()));
    }

    /// A queue is about to be looked at.
    pub(super) fn look(&self, tenant: &str, queue: Queue) {
        self.inner().woken.remove(&(tenant.to_owned(), queue));
    }

    /// A queue has been delivered, and the next of it is due then; false where it was woken since it was looked at.
    pub(super) fn settle(&self, tenant: &str, queue: Queue, next: Option<Timestamp>) -> bool {
        let mut inner = self.inner();
        if inner.woken.contains(&(tenant.to_owned(), queue)) {
            return false;
        }
        inner.state.settle(tenant, queue, next);
        true
    }

    /// Counts an event that called for something.
    pub(super) fn heard(&self, events: usize) {
        self.inner().heard += events;
    }

    /// Events that called for something.
    pub(super) fn events(&self) -> usize {
        self.inner().heard
    }
}
