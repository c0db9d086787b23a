//! Who may begin, and who waits: numbers and order, without any work.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::{Kind, Limits};

const KINDS: usize = Kind::ALL.len();

/// The lines of all kinds.
pub(super) struct Line {
    limits: [Limits; KINDS],
    /// MiB for all kinds.
    memory: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kinds: [Of; KINDS],
    /// MiB of what runs.
    memory: usize,
    /// How many have waited so far.
    arrivals: u64,
}

/// What there is of a kind.
#[derive(Default)]
struct Of {
    running: usize,
    admitted: usize,
    /// Tenant → admitted.
    tenants: HashMap<Arc<str>, usize>,
    /// Tenants with somebody waiting, in the order of their turns.
    waiting: VecDeque<(Arc<str>, VecDeque<Waiter>)>,
}

struct Waiter {
    arrival: u64,
    begin: oneshot::Sender<Slot>,
}

impl Of {
    /// Forgets those who went away.
    fn tidy(&mut self) {
        for (_, waiters) in &mut self.waiting {
            waiters.retain(|waiter| !waiter.begin.is_closed());
        }
        self.waiting.retain(|(_, waiters)| !waiters.is_empty());
    }

    /// When the next one came.
    fn next(&self) -> Option<u64> {
        self.waiting.front().and_then(|(_, waiters)| waiters.front()).map(|waiter| waiter.arrival)
    }

    /// The next one; then it is another tenant's turn.
    fn call(&mut self) -> Option<Waiter> {
        let (tenant, mut waiters) = self.waiting.pop_front()?;
        let next = waiters.pop_front();
        if !waiters.is_empty() {
            self.waiting.push_back((tenant, waiters));
        }
        next
    }
}

impl Line {
    pub(super) fn new(limits: [Limits; KINDS], memory: usize) -> Self {
        Self { limits, memory, state: Mutex::default() }
    }

    pub(super) fn limits(&self, kind: Kind) -> Limits {
        self.limits[kind.place()]
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place in the line of a kind; `None` where it is full, or the tenant has its part of it.
    pub(super) fn admit(line: &Arc<Self>, kind: Kind, tenant: &str) -> Option<Admission> {
        let limits = line.limits(kind);
        let tenant: Arc<str> = tenant.into();
        let mut state = line.state();
        let of = &mut state.kinds[kind.place()];
        let own = of.tenants.get(&tenant).copied().unwrap_or_default();
        if of.admitted >= limits.admitted || own >= limits.each {
            return None;
        }
        of.admitted += 1;
        of.tenants.insert(Arc::clone(&tenant), own + 1);
        drop(state);
        Some(Admission { line: Arc::clone(line), kind, tenant })
    }

    /// Lets begin whoever may.
    fn call(line: &Arc<Self>) {
        while let Some((kind, waiter)) = line.pick() {
            let slot = Slot { line: Arc::clone(line), kind };
            // Whoever went away in this moment gives the slot back at once, which calls the next one.
            drop(waiter.begin.send(slot));
        }
    }

    /// The next one that may begin, counted as running.
    fn pick(&self) -> Option<(Kind, Waiter)> {
        let mut state = self.state();
        let mut heads: Vec<(u64, Kind)> = Vec::new();
        for kind in Kind::ALL {
            let of = &mut state.kinds[kind.place()];
            of.tidy();
            if of.running < self.limits(kind).running
                && let Some(arrival) = of.next()
            {
                heads.push((arrival, kind));
            }
        }
        heads.sort_unstable_by_key(|(arrival, _)| *arrival);
        // Memory goes to who came first: a large job is not overtaken by small ones for ever.
        let mut reserved = false;
        for (_, kind) in heads {
            let memory = self.limits(kind).memory;
            // A job larger than all of the memory runs alone.
            let fits = memory == 0 || state.memory == 0 || state.memory + memory <= self.memory;
            if memory > 0 && (reserved || !fits) {
                reserved = true;
                continue;
            }
            let waiter = state.kinds[kind.place()].call()?;
            state.kinds[kind.place()].running += 1;
            state.memory += memory;
            return Some((kind, waiter));
        }
        None
    }

    #[cfg(test)]
    pub(super) fn counts(&self, kind: Kind) -> (usize, usize) {
        let state = self.state();
        (state.kinds[kind.place()].running, state.kinds[kind.place()].admitted)
    }
}

/// One who was admitted; counted until it is dropped.
pub(super) struct Admission {
    line: Arc<Line>,
    kind: Kind,
    tenant: Arc<str>,
}

impl Admission {
    /// Waits for the turn.
    pub(super) async fn turn(&self) -> Option<Slot> {
        let begun = self.stand();
        Line::call(&self.line);
        begun.await.ok()
    }

    /// Takes the last place behind those of the tenant who wait already.
    fn stand(&self) -> oneshot::Receiver<Slot> {
        let (begin, begun) = oneshot::channel();
        let mut state = self.line.state();
        state.arrivals += 1;
        let waiter = Waiter { arrival: state.arrivals, begin };
        let waiting = &mut state.kinds[self.kind.place()].waiting;
        match waiting.iter_mut().find(|(tenant, _)| *tenant == self.tenant) {
            Some((_, waiters)) => waiters.push_back(waiter),
            None => waiting.push_back((Arc::clone(&self.tenant), VecDeque::from([waiter]))),
        }
        begun
    }

    pub(super) fn retry(&self) -> u64 {
        self.line.limits(self.kind).retry
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        let mut state = self.line.state();
        let of = &mut state.kinds[self.kind.place()];
        of.admitted = of.admitted.saturating_sub(1);
        if let Some(own) = of.tenants.get_mut(&self.tenant) {
            *own = own.saturating_sub(1);
            if *own == 0 {
                of.tenants.remove(&self.tenant);
            }
        }
    }
}

/// One that runs; counted until it is dropped.
pub(super) struct Slot {
    line: Arc<Line>,
    kind: Kind,
}

impl Drop for Slot {
    fn drop(&mut self) {
        let memory = self.line.limits(self.kind).memory;
        let mut state = self.line.state();
        let of = &mut state.kinds[self.kind.place()];
        of.running = of.running.saturating_sub(1);
        state.memory = state.memory.saturating_sub(memory);
        drop(state);
        Line::call(&self.line);
    }
}
