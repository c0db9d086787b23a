use proptest::prelude::*;

use super::*;

const PARTIES: [Party; 4] = [Party::Submitter, Party::CompanyAdmin, Party::Reader, Party::Staff];

/// One thing that somebody tries.
#[derive(Debug, Clone, Copy)]
enum Try {
    Comment,
    Close,
    Confirm,
    Reopen,
    Rate,
    Set(Status),
    Wait(i64),
}

fn tries() -> impl Strategy<Value = (Party, Try)> {
    let what = prop_oneof![
        Just(Try::Comment),
        Just(Try::Close),
        Just(Try::Confirm),
        Just(Try::Reopen),
        Just(Try::Rate),
        prop::sample::select(Status::ALL.to_vec()).prop_map(Try::Set),
        (0_i64..400).prop_map(Try::Wait),
    ];
    (prop::sample::select(PARTIES.to_vec()), what)
}

/// A second telling of the rule, by the words of the product: a table of what each may do from where.
fn allowed(party: Party, what: Try, status: Status, finished_for: Option<SignedDuration>) -> Option<Status> {
    let finished = matches!(status, Status::Resolved | Status::Closed);
    let owner = matches!(party, Party::Submitter | Party::CompanyAdmin);
    match what {
        Try::Comment if party == Party::Staff => Some(status),
        Try::Comment if status == Status::Closed => None,
        Try::Comment if matches!(status, Status::WaitingOnClient | Status::Resolved) => Some(Status::Open),
        Try::Comment => Some(status),
        Try::Close => (owner && status != Status::Closed).then_some(Status::Closed),
        Try::Confirm => (owner && status == Status::Resolved).then_some(Status::Closed),
        Try::Reopen => {
            (owner && finished && finished_for? <= SignedDuration::from_hours(336)).then_some(Status::Open)
        }
        Try::Rate => (party == Party::Submitter && finished).then_some(status),
        Try::Set(to) => (party == Party::Staff).then_some(to),
        Try::Wait(_) => Some(status),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn every_sequence_of_attempts_goes_as_the_table_says(
        steps in prop::collection::vec(tries(), 1..40)
    ) {
        let mut now = Timestamp::UNIX_EPOCH;
        let mut state = State { status: Status::Open, finished_at: None };
        for (party, what) in steps {
            let finished_for = state.finished_at.map(|at| now.duration_since(at));
            let expected = allowed(party, what, state.status, finished_for);
            let got = match what {
                Try::Comment => state.comment(party).ok(),
                Try::Close => state.close(party).ok(),
                Try::Confirm => state.confirm(party).ok(),
                Try::Reopen => state.reopen(party, now).ok(),
                Try::Rate => state.rate(party).ok().map(|()| state.status),
                Try::Set(to) => (party == Party::Staff).then_some(to),
                Try::Wait(hours) => {
                    now += SignedDuration::from_hours(hours);
                    Some(state.status)
                }
            };
            prop_assert_eq!(got, expected, "{:?} {:?} from {:?}", party, what, state.status);
            if let Some(to) = got && to != state.status {
                state = State { status: to, finished_at: to.is_finished().then_some(now) };
            }
            prop_assert_eq!(state.finished_at.is_some(), state.status.is_finished());
        }
    }
}

#[test]
fn fourteen_days_to_the_second() {
    let closed = |ago| State { status: Status::Closed, finished_at: Some(Timestamp::UNIX_EPOCH - ago) };
    let second = SignedDuration::from_secs(1);
    assert_eq!(closed(REOPEN_WITHIN).reopen(Party::Submitter, Timestamp::UNIX_EPOCH), Ok(Status::Open));
    assert_eq!(
        closed(REOPEN_WITHIN + second).reopen(Party::Submitter, Timestamp::UNIX_EPOCH),
        Err(Refusal::TooLate)
    );
}

#[test]
fn a_watcher_may_write_but_not_close() {
    let open = State { status: Status::Open, finished_at: None };
    assert_eq!(open.comment(Party::Reader), Ok(Status::Open));
    assert_eq!(open.close(Party::Reader), Err(Refusal::NotYours));
}
