//! When an announcement comes and goes: a pure rule of what was, what is wished, and the clock.
//!
//! Nothing has to run at the moment itself: an announcement that was let go is there from its time on, because every
//! look at it compares that time with the clock.

use jiff::{SignedDuration, Timestamp};
use shared::problem::Fields;

use crate::model::Status;

/// How far ahead a moment may lie.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 365 * 5);

/// From when and until when an announcement is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Release {
    /// From when; `None` while it is held back.
    pub(crate) at: Option<Timestamp>,
    /// Until when; `None` for ever.
    pub(crate) ends_at: Option<Timestamp>,
}

/// What staff wish.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) status: Status,
    /// Counts where `status` is scheduled.
    pub(crate) publish_at: Option<Timestamp>,
    pub(crate) expires_at: Option<Timestamp>,
}

impl Release {
    /// Where it stands at `now`.
    pub(crate) fn status(&self, now: Timestamp) -> Status {
        match self.at {
            None => Status::Draft,
            Some(at) if at > now => Status::Scheduled,
            Some(_) => Status::Published,
        }
    }

    /// True where it was there and is no more.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.status(now) == Status::Published && self.ends_at.is_some_and(|end| end <= now)
    }

    /// True where clients see it.
    pub(crate) fn is_there(&self, now: Timestamp) -> bool {
        self.status(now) == Status::Published && !self.is_over(now)
    }

    /// What `wish` makes of it. What is published already keeps its moment; wrong moments go to `fields`.
    pub(crate) fn turn(self, wish: Wish, now: Timestamp, fields: &mut Fields) -> Self {
        let at = match wish.status {
            Status::Draft => None,
            Status::Published if self.status(now) == Status::Published => self.at,
            Status::Published => Some(now),
            Status::Scheduled => self.planned(wish.publish_at, now, fields),
        };
        let ends_at = wish.expires_at;
        if let Some(end) = ends_at.filter(|_| ends_at != self.ends_at || at != self.at) {
            if at.is_some() && end <= now {
                fields.add("expires_at", "Choose a time in the future.");
            } else if at.is_some_and(|at| end <= at) {
                fields.add("expires_at", "It cannot end before it appears.");
            } else if end > now + AHEAD {
                fields.add("expires_at", "Choose a time within the next five years.");
            }
        }
        Self { at, ends_at }
    }

    fn planned(self, wanted: Option<Timestamp>, now: Timestamp, fields: &mut Fields) -> Option<Timestamp> {
        match wanted {
            None => fields.add("publish_at", "Choose when it appears."),
            // The moment may have come while somebody still had the form open.
            Some(at) if self.at == Some(at) => {}
            Some(at) if at <= now => fields.add("publish_at", "Choose a time in the future."),
            Some(at) if at > now + AHEAD => {
                fields.add("publish_at", "Choose a time within the next five years.");
            }
            Some(_) => {}
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_772_442_000 + second).unwrap()
    }

    fn moment() -> impl Strategy<Value = Option<Timestamp>> {
        proptest::option::of((-500_i64..500).prop_map(at))
    }

    fn wish() -> impl Strategy<Value = Wish> {
        let status = prop_oneof![Just(Status::Draft), Just(Status::Scheduled), Just(Status::Published)];
        (status, moment(), moment()).prop_map(|(status, publish_at, expires_at)| Wish {
            status,
            publish_at,
            expires_at,
        })
    }

    #[test]
    fn what_is_planned_comes_and_goes_by_the_clock_alone() {
        let mut fields = Fields::default();
        let wish = Wish { status: Status::Scheduled, publish_at: Some(at(10)), expires_at: Some(at(20)) };
        let release = Release::default().turn(wish, at(0), &mut fields);
        assert!(fields.0.is_empty());
        let seen: Vec<_> = [0, 9, 10, 19, 20, 30].map(|s| release.is_there(at(s))).into();
        assert_eq!(seen, [false, false, true, true, false, false]);
        assert_eq!(release.status(at(9)), Status::Scheduled);
        assert_eq!((release.status(at(25)), release.is_over(at(25))), (Status::Published, true));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_what_was_wished(before in wish(), next in wish(), later in 0_i64..300) {
            let release = Release::default().turn(before, at(0), &mut Fields::default());
            let mut fields = Fields::default();
            let now = at(later);
            let after = release.turn(next, now, &mut fields);
            prop_assert_eq!(after.ends_at, next.expires_at);
            if next.status == Status::Draft {
                prop_assert_eq!(after.at, None);
                prop_assert!(!after.is_there(now));
            }
            if next.status == Status::Published {
                prop_assert!(after.at.is_some_and(|at| at <= now));
                if release.status(now) == Status::Published {
                    prop_assert_eq!(after.at, release.at, "publishing again does not make it new");
                }
            }
            if fields.0.is_empty() && next.status == Status::Scheduled && release.at != next.publish_at {
                prop_assert_eq!(after.status(now), Status::Scheduled);
            }
        }
    }
}
