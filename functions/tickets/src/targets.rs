//! Response and resolution targets: pure arithmetic of goals and elapsed time.
//!
//! The first response is due from the moment of opening, around the clock. The resolution's clock runs while the ticket
//! is open or in progress. It is paused while the ticket waits on the client or a vendor, and while it is resolved or
//! closed, and the due time moves by the paused time.
//!
//! A new priority has other goals. A shorter goal counts from the change, and a target that is due earlier anyway keeps
//! its due time. A longer goal counts from the opening, so that elapsed time is not granted twice. So a change never
//! makes a target late, a stricter priority never makes one later, and a laxer one never earlier. A target that was
//! already reached is still measured against the goal that applied then.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::model::Status;

/// Longest goal: a year.
pub const LONGEST_MINUTES: u32 = 525_600;

/// What is promised for one priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Goals {
    /// Minutes until the provider's first answer.
    #[schema(minimum = 1, maximum = 525_600)]
    pub first_response_minutes: u32,
    /// Minutes of running time until the solution.
    #[schema(minimum = 1, maximum = 525_600)]
    pub resolution_minutes: u32,
}

/// A ticket's promise and what came of it so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    started_at: Timestamp,
    goals: Goals,
    /// When the provider first answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    responded_at: Option<Timestamp>,
    /// When it was resolved, or closed without that; absent while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    finished_at: Option<Timestamp>,
    /// Since when the resolution's clock is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paused_since: Option<Timestamp>,
    /// How long it was paused before that.
    paused: SignedDuration,
    /// The time allowed since the opening, if a priority change has altered it; otherwise the goals apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    allowed: Option<Allowed>,
}

/// How long each target may take since the opening: the first response by the clock, the resolution by running time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Allowed {
    first_response: SignedDuration,
    resolution: SignedDuration,
}

/// The target that is due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetKind {
    /// The provider's first answer.
    FirstResponse,
    /// The solution.
    Resolution,
}

/// The target that is due next, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NextTarget {
    /// Which.
    pub target: TargetKind,
    /// Until when.
    pub due_at: Timestamp,
}

/// One target at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Target {
    /// Until when.
    pub due_at: Timestamp,
    /// When it was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_at: Option<Timestamp>,
    /// True where it was reached too late, or is due and not reached.
    pub breached: bool,
}

/// A ticket's targets at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Targets {
    /// The provider's first answer.
    pub first_response: Target,
    /// The solution.
    pub resolution: Target,
}

/// True where the resolution's clock runs.
fn runs(status: Status) -> bool {
    matches!(status, Status::Open | Status::InProgress)
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// The time allowed for a target under another goal, of which `spent` has passed.
fn aimed((before, allowed): (u32, SignedDuration), goal: u32, spent: SignedDuration) -> SignedDuration {
    let minutes = SignedDuration::from_mins(goal.into());
    match goal.cmp(&before) {
        std::cmp::Ordering::Less => allowed.min(spent.saturating_add(minutes)),
        std::cmp::Ordering::Equal => allowed,
        std::cmp::Ordering::Greater => allowed.max(minutes),
    }
}

impl Promise {
    /// Targets that start now.
    #[must_use]
    pub fn start(now: Timestamp, goals: Goals) -> Self {
        Self {
            started_at: now,
            goals,
            responded_at: None,
            finished_at: None,
            paused_since: None,
            paused: SignedDuration::ZERO,
            allowed: None,
        }
    }

    /// The ticket moves from one status to another.
    pub fn enter(&mut self, from: Status, to: Status, now: Timestamp) {
        match (self.paused_since, runs(to)) {
            (Some(since), true) => {
                self.paused += now.duration_since(since).max(SignedDuration::ZERO);
                self.paused_since = None;
            }
            (None, false) => self.paused_since = Some(now),
            _ => {}
        }
        if !to.is_finished() {
            self.finished_at = None;
        } else if !from.is_finished() {
            self.finished_at = Some(now);
        }
    }

    /// The provider answers; only the first time counts.
    pub fn respond(&mut self, now: Timestamp) {
        self.responded_at.get_or_insert(now);
    }

    /// Applies other goals from now on.
    pub fn aim(&mut self, goals: Goals, now: Timestamp) {
        let (before, spent) = (self.allowed(), now.duration_since(self.started_at).max(SignedDuration::ZERO));
        let first_response = match self.responded_at {
            Some(_) => before.first_response,
            None => aimed(
                (self.goals.first_response_minutes, before.first_response),
                goals.first_response_minutes,
                spent,
            ),
        };
        let standing = self
            .paused_since
            .map_or(SignedDuration::ZERO, |since| now.duration_since(since))
            .max(SignedDuration::ZERO);
        let running = spent.saturating_sub(self.paused).saturating_sub(standing).max(SignedDuration::ZERO);
        let resolution = match self.finished_at {
            Some(_) if running > before.resolution => before.resolution,
            _ => aimed((self.goals.resolution_minutes, before.resolution), goals.resolution_minutes, running),
        };
        (self.goals, self.allowed) = (goals, Some(Allowed { first_response, resolution }));
    }

    fn allowed(&self) -> Allowed {
        self.allowed.unwrap_or_else(|| Allowed {
            first_response: SignedDuration::from_mins(self.goals.first_response_minutes.into()),
            resolution: SignedDuration::from_mins(self.goals.resolution_minutes.into()),
        })
    }

    fn first_response_due(&self) -> Timestamp {
        later(self.started_at, self.allowed().first_response)
    }

    fn resolution_due(&self, now: Timestamp) -> Timestamp {
        // What it waited before it was resolved counts for nothing, what came after for less.
        let until = self.finished_at.unwrap_or(now);
        let standing = self.paused_since.map_or(SignedDuration::ZERO, |since| until.duration_since(since));
        let standing = standing.max(SignedDuration::ZERO);
        let goal = self.allowed().resolution;
        later(self.started_at, goal.saturating_add(self.paused).saturating_add(standing))
    }

    /// When the next target that is neither reached nor paused is due; [`Timestamp::MAX`] if there is none.
    #[must_use]
    pub fn next_due(&self, status: Status) -> Timestamp {
        self.next_target(status).map_or(Timestamp::MAX, |next| next.due_at)
    }

    /// The next due target that is neither reached nor paused.
    #[must_use]
    pub fn next_target(&self, status: Status) -> Option<NextTarget> {
        if status.is_finished() {
            return None;
        }
        let response =
            self.responded_at.is_none().then(|| (self.first_response_due(), TargetKind::FirstResponse));
        let resolution = runs(status).then(|| (self.resolution_due(self.started_at), TargetKind::Resolution));
        let all = response.into_iter().chain(resolution);
        all.min_by_key(|(due_at, _)| *due_at).map(|(due_at, target)| NextTarget { target, due_at })
    }

    /// When the provider first answered.
    #[must_use]
    pub fn responded_at(&self) -> Option<Timestamp> {
        self.responded_at
    }

    /// The targets as they stand.
    #[must_use]
    pub fn targets(&self, now: Timestamp) -> Targets {
        let target = |due_at, met_at: Option<Timestamp>, until: Timestamp| Target {
            due_at,
            met_at,
            breached: met_at.unwrap_or(until) > due_at,
        };
        Targets {
            // Nobody waits for a reply on a resolved or closed ticket.
            first_response: target(
                self.first_response_due(),
                self.responded_at,
                self.finished_at.unwrap_or(now),
            ),
            resolution: target(self.resolution_due(now), self.finished_at, now),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Timestamp = Timestamp::UNIX_EPOCH;
    const GOALS: Goals = Goals { first_response_minutes: 60, resolution_minutes: 480 };

    fn minute(minutes: i64) -> Timestamp {
        START + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_first_response_is_breached_once_it_is_late_and_stays_so() {
        let mut promise = Promise::start(START, GOALS);
        assert!(!promise.targets(minute(60)).first_response.breached);
        assert!(promise.targets(minute(61)).first_response.breached);
        promise.respond(minute(61));
        promise.respond(minute(10));
        let target = promise.targets(minute(1_000)).first_response;
        assert_eq!((target.met_at, target.breached), (Some(minute(61)), true));
    }

    #[test]
    fn waiting_on_the_client_moves_the_resolution_but_not_the_first_response() {
        let mut promise = Promise::start(START, GOALS);
        promise.enter(Status::Open, Status::WaitingOnClient, minute(100));
        assert_eq!(promise.targets(minute(400)).resolution.due_at, minute(480 + 300));
        assert_eq!(promise.next_due(Status::WaitingOnClient), minute(60));
        promise.respond(minute(100));
        assert_eq!(promise.next_due(Status::WaitingOnClient), Timestamp::MAX);
        promise.enter(Status::WaitingOnClient, Status::Open, minute(400));
        assert_eq!(promise.next_due(Status::Open), minute(780));
        assert!(promise.targets(minute(781)).resolution.breached);
    }

    #[test]
    fn a_finished_ticket_owes_nothing_and_a_reopened_one_what_was_left() {
        let mut promise = Promise::start(START, GOALS);
        promise.enter(Status::Open, Status::Resolved, minute(30));
        assert_eq!(promise.next_due(Status::Resolved), Timestamp::MAX);
        let targets = promise.targets(minute(10_000));
        assert!(!targets.first_response.breached && !targets.resolution.breached);
        assert_eq!(targets.resolution.met_at, Some(minute(30)));
        promise.enter(Status::Resolved, Status::Closed, minute(40));
        assert_eq!(promise.targets(minute(50)).resolution.met_at, Some(minute(30)));
        promise.enter(Status::Closed, Status::Open, minute(130));
        assert_eq!(promise.targets(minute(130)).resolution.due_at, minute(580));
        assert_eq!(promise.targets(minute(130)).resolution.met_at, None);
    }

    const LOW: Goals = Goals { first_response_minutes: 480, resolution_minutes: 4_320 };
    const CRITICAL: Goals = Goals { first_response_minutes: 30, resolution_minutes: 240 };

    #[test]
    fn a_stricter_priority_counts_from_the_change() {
        // Low to critical after ten hours: due half an hour and four hours from then, and late in nothing.
        let mut promise = Promise::start(START, LOW);
        promise.respond(minute(30));
        promise.aim(CRITICAL, minute(600));
        let targets = promise.targets(minute(600));
        assert_eq!(targets.resolution.due_at, minute(600 + 240));
        assert!(!targets.resolution.breached);
        assert_eq!((targets.first_response.due_at, targets.first_response.breached), (minute(480), false));
        assert!(promise.targets(minute(841)).resolution.breached);

        let mut promise = Promise::start(START, LOW);
        promise.aim(CRITICAL, minute(400));
        assert_eq!(promise.targets(minute(400)).first_response.due_at, minute(430));
        let next = promise.next_target(Status::Open).unwrap();
        assert_eq!((next.target, next.due_at), (TargetKind::FirstResponse, minute(430)));
        // What falls due sooner anyway is not put off.
        let mut promise = Promise::start(START, LOW);
        promise.aim(CRITICAL, minute(470));
        assert_eq!(promise.targets(minute(470)).first_response.due_at, minute(480));
        // What is late already stays late.
        let mut promise = Promise::start(START, LOW);
        promise.aim(CRITICAL, minute(5_000));
        let targets = promise.targets(minute(5_000));
        assert_eq!(targets.resolution.due_at, minute(4_320));
        assert!(targets.first_response.breached && targets.resolution.breached);
    }

    #[test]
    fn a_laxer_priority_counts_from_the_opening() {
        let mut promise = Promise::start(START, CRITICAL);
        promise.aim(LOW, minute(100));
        assert_eq!(promise.targets(minute(100)).first_response.due_at, minute(480));
        assert_eq!(promise.targets(minute(100)).resolution.due_at, minute(4_320));
        // Up and down again leaves what was promised first.
        promise.aim(CRITICAL, minute(200));
        assert_eq!(promise.targets(minute(200)).resolution.due_at, minute(440));
        promise.aim(LOW, minute(210));
        assert_eq!(promise.targets(minute(210)).resolution.due_at, minute(4_320));
        // An answer that came too late for its goal stays late.
        let mut promise = Promise::start(START, CRITICAL);
        promise.respond(minute(31));
        promise.aim(LOW, minute(40));
        assert!(promise.targets(minute(40)).first_response.breached);
        // So does a solution.
        promise.enter(Status::Open, Status::Resolved, minute(5_000));
        promise.aim(Goals { resolution_minutes: 9_000, ..LOW }, minute(5_010));
        assert!(promise.targets(minute(5_020)).resolution.breached);
    }

    #[test]
    fn time_that_stood_still_counts_for_neither() {
        let mut promise = Promise::start(START, LOW);
        promise.respond(minute(1));
        promise.enter(Status::Open, Status::WaitingOnClient, minute(100));
        promise.aim(CRITICAL, minute(600));
        assert_eq!(promise.targets(minute(600)).resolution.due_at, minute(840));
        assert_eq!(promise.next_target(Status::WaitingOnClient), None);
        promise.enter(Status::WaitingOnClient, Status::Open, minute(1_000));
        assert_eq!(promise.targets(minute(1_000)).resolution.due_at, minute(1_240));
        // On a resolved ticket too: reopened, it has the new goal before it.
        let mut promise = Promise::start(START, LOW);
        promise.enter(Status::Open, Status::Resolved, minute(300));
        promise.aim(CRITICAL, minute(2_000));
        assert!(!promise.targets(minute(9_000)).resolution.breached);
        promise.enter(Status::Resolved, Status::Open, minute(9_000));
        assert_eq!(promise.targets(minute(9_000)).resolution.due_at, minute(9_240));
    }

    #[test]
    fn a_ticket_that_is_resolved_while_it_waits_is_not_late() {
        let mut promise = Promise::start(START, GOALS);
        promise.enter(Status::Open, Status::WaitingOnClient, minute(100));
        promise.enter(Status::WaitingOnClient, Status::Resolved, minute(1_000));
        let resolution = promise.targets(minute(2_000)).resolution;
        assert_eq!((resolution.due_at, resolution.breached), (minute(480 + 900), false));
        promise.enter(Status::Resolved, Status::Open, minute(2_000));
        assert_eq!(promise.targets(minute(2_000)).resolution.due_at, minute(2_000 + 380));
    }

    #[test]
    fn a_promise_of_before_is_read_as_it_was() {
        let stored = serde_json::json!({
            "started_at": START, "paused": "PT0S",
            "goals": { "first_response_minutes": 60, "resolution_minutes": 480 },
        });
        let promise: Promise = serde_json::from_value(stored).unwrap();
        assert_eq!(promise, Promise::start(START, GOALS));
    }

    fn goals() -> impl Strategy<Value = Goals> {
        (1_u32..2_000, 1_u32..6_000).prop_map(|(first_response_minutes, resolution_minutes)| Goals {
            first_response_minutes,
            resolution_minutes,
        })
    }

    proptest! {
        /// Whatever a ticket has been through, another priority makes nothing late that was not, puts nothing strictly due
        /// off, and leaves at least the new goal where it moves a due moment closer.
        #[test]
        fn another_priority_never_makes_a_target_breached_that_was_not(
            first in goals(),
            steps in prop::collection::vec((0_usize..8, 0_i64..3_000, goals()), 1..20),
        ) {
            let mut promise = Promise::start(START, first);
            let (mut status, mut at, mut current) = (Status::Open, 0, first);
            for (what, minutes, goals) in steps as Vec<(usize, i64, Goals)> {
                at += minutes;
                let now = minute(at);
                match what {
                    0..6 => {
                        promise.enter(status, Status::ALL[what], now);
                        status = Status::ALL[what];
                    }
                    6 => promise.respond(now),
                    _ => {
                        let before = promise.targets(now);
                        promise.aim(goals, now);
                        let after = promise.targets(now);
                        let pairs = [
                            (&before.first_response, &after.first_response, goals.first_response_minutes, current.first_response_minutes),
                            (&before.resolution, &after.resolution, goals.resolution_minutes, current.resolution_minutes),
                        ];
                        for (before, after, goal, was) in pairs {
                            prop_assert!(before.breached || !after.breached);
                            if goal < was {
                                prop_assert!(after.due_at <= before.due_at);
                                let left = after.due_at.duration_since(now).as_mins();
                                prop_assert!(after.due_at == before.due_at || after.met_at.is_some() || left == i64::from(goal));
                            } else {
                                prop_assert!(after.due_at >= before.due_at);
                            }
                        }
                        current = goals;
                    }
                }
            }
        }

        /// The running time spent before the due moment is exactly the goal, whatever the ticket went through.
        #[test]
        fn the_resolution_is_due_after_the_goal_of_running_time(
            steps in prop::collection::vec((0_usize..6, 0_i64..200), 0..20)
        ) {
            let mut promise = Promise::start(START, GOALS);
            let (mut status, mut at, mut ran) = (Status::Open, 0, 0);
            for (next, minutes) in steps {
                ran += if runs(status) { minutes } else { 0 };
                at += minutes;
                promise.enter(status, Status::ALL[next], minute(at));
                status = Status::ALL[next];
                prop_assert_eq!(promise.finished_at.is_some(), status.is_finished());
            }
            if runs(status) {
                let left = promise.resolution_due(minute(at)).duration_since(minute(at)).as_mins();
                prop_assert_eq!(left, 480 - ran);
            }
        }
    }
}
