//! Response and resolution targets.

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
