//! Sending what a plan says: recipients side by side, each one's in order.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::StreamExt as _;
use tokio::time::{Instant, timeout};

use super::lane::Lanes;
use super::plan::{Unit, begun_by};
use super::posting::Parcel;
use super::way::{Job, Undelivered, Way};
use crate::app::App;
use crate::id::LaneId;
use crate::tenant::{Scope, Tenant};

/// After so long, no attempt of a page is begun any more; the lease must outlast the last one.
const PAGE_TIME: Duration = Duration::from_secs(15);
/// An attempt that takes longer has failed.
const ATTEMPT: Duration = Duration::from_secs(40);
/// So many refusals of the sender or the route, with nothing taken between them, pause the tenant's queue.
pub(super) const STREAK: usize = 2;

/// Whether the other side can be reached at all, and what was taken: of one run.
#[derive(Default)]
pub(super) struct Reach {
    down: Mutex<Option<String>>,
    taken: AtomicUsize,
    is_down: AtomicBool,
}

impl Reach {
    pub(super) fn is_down(&self) -> bool {
        self.is_down.load(Ordering::Relaxed)
    }

    /// Why nobody can be reached.
    pub(super) fn down(&self) -> Option<String> {
        self.down.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    fn note(&self, outcome: &Result<(), Undelivered>, parcels: usize) {
        match outcome {
            Ok(()) => {
                self.taken.fetch_add(parcels, Ordering::Relaxed);
            }
            Err(Undelivered::Down(why)) if !self.is_down.swap(true, Ordering::Relaxed) => {
                tracing::warn!(error = why, "nobody can be reached that takes it away");
                *self.down.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.clone());
            }
            Err(_) => {}
        }
    }
}

/// What became of a unit.
pub(super) enum Outcome {
    /// Tried.
    Tried(Result<(), Undelivered>),
    /// One before it in its lane must be tried again first.
    Blocked,
    /// There was no time, or nobody who takes it.
    Untried,
}

/// A unit and what became of it.
pub(super) struct Done<P> {
    pub(super) unit: Unit<P>,
    pub(super) outcome: Outcome,
}

/// What refusals of the sender or the route there were, with nothing taken since.
#[derive(Default)]
pub(super) struct Refusals {
    streak: AtomicUsize,
    taken: AtomicBool,
    reason: Mutex<Option<String>>,
}

impl Refusals {
    pub(super) fn streak(&self) -> usize {
        self.streak.load(Ordering::Relaxed)
    }

    /// True where something was taken and nothing refused since.
    pub(super) fn is_over(&self) -> bool {
        self.taken.load(Ordering::Relaxed) && self.streak() == 0
    }

    pub(super) fn reason(&self) -> String {
        self.reason.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
    }

    fn note(&self, outcome: &Result<(), Undelivered>) {
        match outcome {
            Ok(()) => {
                self.taken.store(true, Ordering::Relaxed);
                self.streak.store(0, Ordering::Relaxed);
            }
            Err(Undelivered::Refused(why)) => {
                self.streak.fetch_add(1, Ordering::Relaxed);
                *self.reason.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.clone());
            }
            Err(_) => {}
        }
    }
}

/// Sends a page.
pub(super) struct Sending<'a, W: Way> {
    pub(super) app: &'a App,
    pub(super) tenant: &'a Tenant,
    pub(super) scope: &'a Scope,
    pub(super) way: &'a W,
    pub(super) kit: &'a W::Kit,
    pub(super) reach: &'a Reach,
    pub(super) refusals: &'a Refusals,
    /// No attempt is begun after that.
    pub(super) until: Instant,
}

impl<W: Way> Sending<'_, W> {
    pub(super) async fn all(
        &self,
        send: Vec<Vec<Unit<W::Parcel>>>,
        lanes: &Lanes,
        together: usize,
    ) -> Vec<Done<W::Parcel>> {
        let until = self.until.min(Instant::now() + PAGE_TIME);
        let each = send.into_iter().map(|units| self.lane(units, lanes, until));
        let mut each = futures::stream::iter(each).buffer_unordered(together);
        let mut done = Vec::new();
        while let Some(some) = each.next().await {
            done.extend(some);
        }
        done
    }

    /// Sends what goes to one recipient until one must be tried again.
    async fn lane(&self, units: Vec<Unit<W::Parcel>>, lanes: &Lanes, until: Instant) -> Vec<Done<W::Parcel>> {
        let mut done = Vec::with_capacity(units.len());
        let mut roots: HashMap<LaneId, String> = HashMap::new();
        let mut blocked = false;
        for unit in units {
            if blocked {
                done.push(Done { unit, outcome: Outcome::Blocked });
                continue;
            }
            if self.reach.is_down() || Instant::now() >= until || self.refusals.streak() >= STREAK {
                done.push(Done { unit, outcome: Outcome::Untried });
                continue;
            }
            let root = unit
                .thread
                .as_ref()
                .and_then(|thread| roots.get(thread).or_else(|| lanes.get(thread)?.root.as_ref()).cloned());
            let outcome = self.carry(&unit, root).await;
            self.reach.note(&outcome, unit.parcels.len());
            self.refusals.note(&outcome);
            match &outcome {
                Ok(()) => {
                    if let Some(last) = unit.parcels.last() {
                        let begun = unit.parcels.iter().filter_map(|stored| begun_by(lanes, &stored.value));
                        for thread in unit.thread.clone().into_iter().chain(begun) {
                            roots.entry(thread).or_insert_with(|| id_of(&last.value));
                        }
                    }
                }
                Err(Undelivered::Later(_) | Undelivered::Refused(_)) => blocked = true,
                Err(_) => {}
            }
            done.push(Done { unit, outcome: Outcome::Tried(outcome) });
        }
        done
    }

    async fn carry(&self, unit: &Unit<W::Parcel>, root: Option<String>) -> Result<(), Undelivered> {
        let Some((last, before)) = unit.parcels.split_last() else { return Ok(()) };
        let mut parcel = last.value.clone();
        if !before.is_empty() {
            let before: Vec<&W::Parcel> = before.iter().map(|stored| &stored.value).collect();
            parcel.join(&before);
        }
        parcel.set_root(root);
        let (app, tenant, scope, kit) = (self.app, self.tenant, self.scope, self.kit);
        let carried = self.way.carry(Job { app, tenant, scope, kit, parcel: &parcel });
        match timeout(ATTEMPT, carried).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Undelivered::Later(format!("There was no answer within {} s.", ATTEMPT.as_secs()))),
        }
    }
}

pub(super) fn id_of<P: Parcel>(parcel: &P) -> String {
    parcel.id().to_owned()
}
