//! What is to be done with a page of parcels. Pure: what it says of lanes is kept in [`Lanes`], and nothing is sent yet.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use super::backoff::LIFE;
use super::lane::{Lane, Lanes};
use super::posting::Parcel;
use crate::id::LaneId;
use crate::store::Stored;

/// So long those that go on with a thread wait for each other, once one has gone out: a burst is one or two mails.
const QUIET: SignedDuration = SignedDuration::from_secs(30);

/// So long after the one that begins a thread the lane of the thread opens: lanes open in the order of their times.
pub(super) const BEHIND: SignedDuration = SignedDuration::from_millis(1);

/// Parcels that go out as one.
pub(super) struct Unit<P> {
    /// Of its recipient.
    pub(super) lane: LaneId,
    /// Of its thread.
    pub(super) thread: Option<LaneId>,
    /// In order; the last one says what all say.
    pub(super) parcels: Vec<Stored<P>>,
    /// True where its thread begins with it, so that nothing joins it.
    begins: bool,
}

/// What is to be done.
pub(super) struct Plan<P> {
    /// They are too old.
    pub(super) bury: Vec<Stored<P>>,
    /// They must wait in these lanes.
    pub(super) park: Vec<(Stored<P>, LaneId)>,
    /// What is to be sent: for each recipient in order, recipients in any order.
    pub(super) send: Vec<Vec<Unit<P>>>,
}

/// The lane of the thread that a parcel begins beside its own.
pub(super) fn begun_by<P: Parcel>(lanes: &Lanes, parcel: &P) -> Option<LaneId> {
    parcel.begins().map(|about| lanes.id(&format!("{}/{about}", parcel.lane())))
}

/// The lanes of a parcel: its recipient's, and its thread's.
pub(super) fn lanes_of<P: Parcel>(lanes: &Lanes, parcel: &P) -> (LaneId, Option<LaneId>) {
    let recipient = parcel.lane();
    let thread = parcel.thread().map(|about| lanes.id(&format!("{recipient}/{about}")));
    (lanes.id(recipient), thread)
}

/// Decides about `parcels`, which come in order. `open` is the lane that they have waited in and that is due now; `None` where
/// they are those that are ready.
pub(super) fn plan<P: Parcel>(
    parcels: Vec<Stored<P>>,
    lanes: &mut Lanes,
    open: Option<&LaneId>,
    now: Timestamp,
) -> Plan<P> {
    let mut plan = Plan { bury: Vec::new(), park: Vec::new(), send: Vec::new() };
    let mut places: HashMap<LaneId, usize> = HashMap::new();
    for stored in parcels {
        let parcel = &stored.value;
        if parcel.posting().queued_at + LIFE <= now {
            plan.bury.push(stored);
            continue;
        }
        let (lane, thread) = lanes_of(lanes, parcel);
        if let Some(held) = held(lanes, open, (&lane, thread.as_ref()), now) {
            plan.park.push((stored, held));
            continue;
        }
        if let Some(thread) = &thread
            && parcel.is_follow_up()
            && let Some(quiet) = lanes.get(thread).and_then(|lane| lane.followed_at).map(|at| at + QUIET)
            && quiet > now
        {
            lanes.hold(thread, quiet);
            if let Some(begun) = begun_by(lanes, parcel) {
                lanes.change(&begun, |lane| lane.begin_at(quiet));
            }
            plan.park.push((stored, thread.clone()));
            continue;
        }
        if let Some(thread) = &thread
            && let Some(begins) = lanes.get(thread).and_then(Lane::begins_at)
            && begins > now
        {
            lanes.hold(thread, begins + BEHIND);
            plan.park.push((stored, thread.clone()));
            continue;
        }
        let place = *places.entry(lane.clone()).or_insert_with(|| {
            plan.send.push(Vec::new());
            plan.send.len() - 1
        });
        if let Some(units) = plan.send.get_mut(place) {
            add(units, lanes, (lane, thread), stored);
        }
    }
    plan
}

/// The lane in which a parcel must wait behind others; its thread's comes first, since others of its thread may wait there.
fn held(
    lanes: &Lanes,
    open: Option<&LaneId>,
    (lane, thread): (&LaneId, Option<&LaneId>),
    now: Timestamp,
) -> Option<LaneId> {
    let is_held = |id: &LaneId| lanes.get(id).is_some_and(|lane| lane.held_until().is_some());
    if let Some(thread) = thread.filter(|id| is_held(id)) {
        return Some(thread.clone());
    }
    let until = lanes.get(lane).and_then(Lane::held_until)?;
    // A thread whose turn has come waits on where its recipient takes nothing.
    if open.is_some() && open == thread {
        return (until > now).then(|| lane.clone());
    }
    Some(lane.clone())
}

fn add<P: Parcel>(
    units: &mut Vec<Unit<P>>,
    lanes: &Lanes,
    (lane, thread): (LaneId, Option<LaneId>),
    stored: Stored<P>,
) {
    let Some(about) = &thread else {
        units.push(Unit { lane, thread, parcels: vec![stored], begins: false });
        return;
    };
    let before = units.iter_mut().rev().find(|unit| unit.thread.as_ref() == Some(about));
    let begins = before.is_none() && lanes.get(about).is_none_or(|lane| lane.root.is_none());
    if let Some(unit) = before
        && !unit.begins
        && unit.parcels.last().is_some_and(|last| stored.value.joins(&last.value))
    {
        unit.parcels.push(stored);
        return;
    }
    units.push(Unit { lane, thread, parcels: vec![stored], begins });
}
