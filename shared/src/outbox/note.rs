//! Keeping what became of a page of parcels: in one batch with the lanes and the lease, where it fits.

use jiff::Timestamp;

use super::backoff::pause;
use super::lane::Lanes;
use super::lease::Lease;
use super::plan::{BEHIND, Plan, begun_by};
use super::posting::{DeliveryState, Parcel};
use super::send::{Done, Outcome, id_of};
use super::way::{Undelivered, Way};
use crate::app::App;
use crate::id::LaneId;
use crate::kept::DELIVERY;
use crate::problem::Problem;
use crate::store::{Batch, StoreError, Stored, limits};
use crate::tenant::Scope;

/// Tries to keep what became of a page.
const TRIES: usize = 3;
const TOO_LATE: &str = "It was not delivered within 24 hours.";

/// What is to be kept.
pub(super) struct Notes<P> {
    /// As they were read, and as they become.
    changed: Vec<(Stored<P>, P)>,
    /// Whose address fails, or no longer does.
    reached: Vec<(P, Option<String>)>,
    /// When the first of those lanes is due that are held back now.
    pub(super) next: Option<Timestamp>,
    /// True where some were not tried.
    pub(super) untried: bool,
}

/// The lease as read, and what it becomes.
pub(super) struct LeaseChange<'a> {
    pub(super) read: Option<&'a Stored<Lease>>,
    pub(super) value: &'a Lease,
}

impl LeaseChange<'_> {
    pub(super) fn write(&self, batch: &mut Batch<'_>) {
        match self.read {
            Some(read) => batch.replace(read, self.value),
            None => batch.create(self.value),
        };
    }
}

/// What must wait, each with the lane in which it does.
type Parked<P> = Vec<(Stored<P>, LaneId)>;

impl<P: Parcel> Notes<P> {
    /// What follows from a plan that was carried out. What has waited in `open` and must wait on stays there.
    pub(super) fn of(
        app: &App,
        (bury, park): (Vec<Stored<P>>, Parked<P>),
        done: Vec<Done<P>>,
        (lanes, open): (&mut Lanes, Option<&LaneId>),
    ) -> Self {
        let mut notes = Self { changed: Vec::new(), reached: Vec::new(), next: None, untried: false };
        let now = app.clock.now();
        for stored in bury {
            let mut dead = stored.value.clone();
            let last = dead.posting_mut().last_error.take();
            let why = last.map_or_else(|| TOO_LATE.to_owned(), |last| format!("{TOO_LATE} {last}"));
            notes.dead(stored, &mut dead, why);
        }
        for (stored, lane) in park {
            notes.wait(stored, lanes, &lane);
        }
        for done in done {
            notes.done(app, done, (&mut *lanes, open), now);
        }
        notes
    }

    fn dead(&mut self, stored: Stored<P>, dead: &mut P, why: String) {
        dead.posting_mut().last_error = Some(why);
        dead.posting_mut().enter(DeliveryState::Dead);
        self.changed.push((stored, dead.clone()));
    }

    /// Waits in a lane that is held back.
    fn wait(&mut self, stored: Stored<P>, lanes: &Lanes, lane: &LaneId) {
        let Some(until) = lanes.get(lane).and_then(super::lane::Lane::held_until) else { return };
        self.next = Some(self.next.map_or(until, |next| next.min(until)));
        if stored.value.posting().queue.as_deref() == Some(lane.as_str()) {
            return;
        }
        let mut waiting = stored.value.clone();
        waiting.posting_mut().wait_in(lane.as_str(), until);
        self.changed.push((stored, waiting));
    }

    fn done(
        &mut self,
        app: &App,
        Done { unit, outcome }: Done<P>,
        (lanes, open): (&mut Lanes, Option<&LaneId>),
        now: Timestamp,
    ) {
        let lane = open.cloned().unwrap_or_else(|| unit.lane.clone());
        let Some(carrier) = unit.parcels.last().map(|last| last.value.clone()) else { return };
        match outcome {
            Outcome::Untried => {
                self.untried = true;
            }
            Outcome::Blocked => {
                for stored in unit.parcels {
                    self.wait(stored, lanes, &lane);
                }
            }
            Outcome::Tried(Ok(())) => {
                if let Some(thread) = &unit.thread {
                    lanes.change(thread, |lane| {
                        lane.root.get_or_insert_with(|| id_of(&carrier));
                        if carrier.is_follow_up() {
                            lane.followed_at = Some(now);
                        }
                    });
                }
                let begun: Vec<LaneId> =
                    unit.parcels.iter().filter_map(|stored| begun_by(lanes, &stored.value)).collect();
                for thread in &begun {
                    lanes.change(thread, |lane| {
                        lane.root.get_or_insert_with(|| id_of(&carrier));
                        lane.begun();
                    });
                }
                if lanes.get(&unit.lane).is_some_and(|lane| lane.unreachable) {
                    lanes.change(&unit.lane, |lane| lane.unreachable = false);
                    self.reached.push((carrier.clone(), None));
                }
                for stored in unit.parcels {
                    let mut sent = stored.value.clone();
                    let posting = sent.posting_mut();
                    posting.attempts = posting.attempts.saturating_add(1);
                    (posting.sent_at, posting.last_error) = (Some(now), None);
                    posting.enter(DeliveryState::Sent);
                    if sent.id() != carrier.id() {
                        sent.went_with(&carrier);
                    }
                    self.changed.push((stored, sent));
                }
            }
            Outcome::Tried(Err(Undelivered::Never(why))) => self.all_dead(unit.parcels, &why),
            Outcome::Tried(Err(Undelivered::NoSuchAddress(why))) => {
                lanes.change(&unit.lane, |lane| lane.unreachable = true);
                self.reached.push((carrier, Some(why.clone())));
                self.all_dead(unit.parcels, &why);
            }
            Outcome::Tried(Err(failed @ Undelivered::Down(_))) => {
                self.untried = true;
                self.failed(app, unit.parcels, &failed, None, now);
            }
            Outcome::Tried(Err(failed)) => {
                let attempts = unit.parcels.first().map_or(0, |first| first.value.posting().attempts);
                let until = now + pause(attempts.saturating_add(1), &*app.entropy);
                lanes.hold(&lane, until);
                self.next = Some(self.next.map_or(until, |next| next.min(until)));
                for stored in &unit.parcels {
                    let Some(begun) = begun_by(lanes, &stored.value) else { continue };
                    lanes.change(&begun, |lane| lane.begin_at(until));
                    if lanes.get(&begun).is_some_and(|lane| lane.held_until().is_some()) {
                        lanes.hold(&begun, until + BEHIND);
                    }
                }
                self.failed(app, unit.parcels, &failed, Some((&lane, until)), now);
            }
        }
    }

    fn all_dead(&mut self, parcels: Vec<Stored<P>>, why: &str) {
        for stored in parcels {
            let mut dead = stored.value.clone();
            let posting = dead.posting_mut();
            posting.attempts = posting.attempts.saturating_add(1);
            self.dead(stored, &mut dead, why.to_owned());
        }
    }

    /// The first of them has failed; where a lane is named, all wait in it.
    fn failed(
        &mut self,
        app: &App,
        parcels: Vec<Stored<P>>,
        failed: &Undelivered,
        lane: Option<(&LaneId, Timestamp)>,
        now: Timestamp,
    ) {
        for (place, stored) in parcels.into_iter().enumerate() {
            let mut waiting = stored.value.clone();
            let posting = waiting.posting_mut();
            if place == 0 {
                posting.attempts = posting.attempts.saturating_add(1);
                posting.last_error = Some(failed.to_string());
                posting.next_at = now + pause(posting.attempts, &*app.entropy);
                posting.enter(DeliveryState::Failed);
            }
            if let Some((lane, until)) = lane {
                posting.wait_in(lane.as_str(), until);
            }
            if place == 0 || lane.is_some() {
                self.changed.push((stored, waiting));
            }
        }
    }

    /// Keeps it all; the lease's new state, `None` where another run has taken it over meanwhile.
    pub(super) async fn keep<W: Way<Parcel = P>>(
        self,
        app: &App,
        scope: &Scope,
        way: &W,
        (lanes, lease): (&Lanes, LeaseChange<'_>),
    ) -> Result<Option<Stored<Lease>>, Problem> {
        let mut rest = self.changed.as_slice();
        let first = |batch: &mut Batch<'_>| {
            lease.write(batch);
            let written = 1 + lanes.write(batch);
            let room = limits::BATCH_OPERATIONS.saturating_sub(written) / W::NOTE;
            rest.len().min(room)
        };
        let mut held = None;
        let mut batch = app.store.batch(scope);
        let now = batch.now();
        let fitting = first(&mut batch);
        let (some, others) = rest.split_at(fitting);
        put(way, &mut batch, some);
        let mut outcome = app.store.commit(batch).await;
        for _ in 1..TRIES {
            if !matches!(outcome, Err(StoreError::Unavailable(_) | StoreError::Throttled { .. })) {
                break;
            }
            let mut batch = app.store.batch(scope);
            lease.write(&mut batch);
            lanes.write(&mut batch);
            put(way, &mut batch, some);
            outcome = app.store.commit(batch).await;
        }
        match outcome {
            Ok(tags) => {
                held = Some(Stored {
                    value: lease.value.clone(),
                    version: lease.read.map_or(1, |read| read.version + 1),
                    created_at: lease.read.map_or(now, |read| read.created_at),
                    updated_at: now,
                    tag: tags.into_iter().next().unwrap_or_default(),
                });
                rest = others;
            }
            Err(error) if is_refusal(&error) => {}
            Err(error) => return Err(error.into()),
        }
        for some in rest.chunks(if held.is_some() { limits::BATCH_OPERATIONS / W::NOTE } else { 1 }) {
            self::each(app, scope, way, some).await?;
        }
        for (parcel, failed) in &self.reached {
            way.reached(app, scope, parcel, failed.as_deref()).await;
        }
        Ok(held)
    }
}

/// Keeps some; one by one where they cannot be kept together.
async fn each<W: Way>(
    app: &App,
    scope: &Scope,
    way: &W,
    some: &[(Stored<W::Parcel>, W::Parcel)],
) -> Result<(), Problem> {
    let mut batch = app.store.batch(scope);
    put(way, &mut batch, some);
    match app.store.commit(batch).await {
        Ok(_) => Ok(()),
        Err(error) if is_refusal(&error) && some.len() > 1 => {
            for one in some.chunks(1) {
                Box::pin(each(app, scope, way, one)).await?;
            }
            Ok(())
        }
        Err(error) if is_refusal(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// True where somebody else has written what was to be written, or it is too much at once.
fn is_refusal(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Stale { .. }
            | StoreError::NotFound { .. }
            | StoreError::Conflict { .. }
            | StoreError::TooLarge(_)
    )
}

fn put<W: Way>(way: &W, batch: &mut Batch<'_>, some: &[(Stored<W::Parcel>, W::Parcel)]) {
    for (read, parcel) in some {
        batch.replace_until(read, parcel, Some(read.created_at + DELIVERY));
        if !parcel.posting().is_pending() {
            way.note(batch, parcel, read.version + 1);
        }
    }
}

impl<P> Plan<P> {
    /// Its parts: what is given up and what waits, and what is sent.
    #[expect(clippy::type_complexity, reason = "the parts are named where they are taken")]
    pub(super) fn parts(
        self,
    ) -> ((Vec<Stored<P>>, Vec<(Stored<P>, LaneId)>), Vec<Vec<super::plan::Unit<P>>>) {
        ((self.bury, self.park), self.send)
    }
}
