//! Response and resolution targets: pure arithmetic of a promise and the time that it ran.
//!
//! The first response is owed from the moment of opening, around the clock. The resolution's clock runs while the
//! ticket is open or in progress; while it waits on the client or a vendor, and while it is resolved or closed, it
//! stands still, and the due time moves on by as much. A new priority counts anew from the opening.

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
    /// Since when the resolution's clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paused_since: Option<Timestamp>,
    /// For how long it stood still before that.
    paused: SignedDuration,
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

impl Promise {
    /// A promise that begins now.
    #[must_use]
    pub fn start(now: Timestamp, goals: Goals) -> Self {
        Self {
            started_at: now,
            goals,
            responded_at: None,
            finished_at: None,
            paused_since: None,
            paused: SignedDuration::ZERO,
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

    /// Other goals from the start.
    pub fn aim(&mut self, goals: Goals) {
        self.goals = goals;
    }

    fn first_response_due(&self) -> Timestamp {
        later(self.started_at, SignedDuration::from_mins(self.goals.first_response_minutes.into()))
    }

    fn resolution_due(&self, now: Timestamp) -> Timestamp {
        let standing = match (self.paused_since, self.finished_at) {
            (Some(since), None) => now.duration_since(since).max(SignedDuration::ZERO),
            _ => SignedDuration::ZERO,
        };
        let goal = SignedDuration::from_mins(self.goals.resolution_minutes.into());
        later(self.started_at, goal.saturating_add(self.paused).saturating_add(standing))
    }

    /// When the next target falls due that is neither reached nor standing still; [`Timestamp::MAX`] where none does.
    #[must_use]
    pub fn next_due(&self, status: Status) -> Timestamp {
        if status.is_finished() {
            return Timestamp::MAX;
        }
        let response = self.responded_at.is_none().then(|| self.first_response_due());
        let resolution = runs(status).then(|| self.resolution_due(self.started_at));
        response.into_iter().chain(resolution).min().unwrap_or(Timestamp::MAX)
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
            // Nobody waits for an answer on a ticket that is over.
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

    #[test]
    fn another_priority_counts_from_the_opening() {
        let mut promise = Promise::start(START, GOALS);
        promise.aim(Goals { first_response_minutes: 10, resolution_minutes: 20 });
        assert_eq!(promise.next_due(Status::Open), minute(10));
    }

    proptest! {
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
