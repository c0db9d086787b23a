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
mod tests;
