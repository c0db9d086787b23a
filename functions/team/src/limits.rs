//! How many people a company's admins may invite. Pure. Invitations are mails in the provider's name to addresses that
//! others choose, so they are bounded; what staff send is not.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::store::{Document, Kind, Reach};

/// Invitations of one company in 24 hours, also those that are sent again.
pub(crate) const A_DAY: usize = 30;
/// People of one company who were invited and have not joined.
pub(crate) const OPEN: u64 = 100;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A company's invitations of the last 24 hours. It is written by every one of them, so of two at once one looks again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invitations {
    /// `inv.COMPANY`
    pub(crate) id: String,
    /// When; oldest first.
    pub(crate) at: Vec<Timestamp>,
    /// When staff were last told that a limit was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) told_at: Option<Timestamp>,
}

/// Counters of invitations; read and written by id alone.
pub(crate) static INVITATIONS: Kind =
    Kind { name: "invitations", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Invitations {
    const KIND: &'static Kind = &INVITATIONS;

    fn id(&self) -> &str {
        &self.id
    }
}

/// Why nobody may be invited now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The day's invitations are used up; how long until the next one.
    Day(SignedDuration),
    /// Too many people have not joined.
    Open,
}

impl Refused {
    /// The word in the audit log and in the mail to staff.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Day(_) => "day",
            Self::Open => "open",
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Day(wait) => Self::RateLimited {
                retry_after: std::time::Duration::from_secs(wait.as_secs().unsigned_abs() + 1),
                detail: format!(
                    "Your company has sent {A_DAY} invitations in the last 24 hours, which is the most. Please wait, or ask your provider to invite more people."
                )
                .into(),
            },
            Refused::Open => Self::Conflict(
                format!(
                    "{OPEN} people of your company were invited and have not joined, which is the most. Disable invitations that nobody needs, or ask your provider."
                )
                .into(),
            ),
        }
    }
}

impl Invitations {
    /// Where the company's record is.
    pub(crate) fn id_of(company: &CompanyId) -> String {
        format!("inv.{company}")
    }

    /// None yet.
    pub(crate) fn none(company: &CompanyId) -> Self {
        Self { id: Self::id_of(company), ..Self::default() }
    }

    /// One more now; `open` is how many people have not joined, where that may matter.
    pub(crate) fn another(&self, open: Option<u64>, now: Timestamp) -> Result<Self, Refused> {
        let mut at: Vec<Timestamp> =
            self.at.iter().copied().filter(|then| now.duration_since(*then) < DAY).collect();
        if at.len() >= A_DAY {
            let oldest = at.first().copied().unwrap_or(now);
            return Err(Refused::Day(DAY - now.duration_since(oldest)));
        }
        if open.is_some_and(|open| open >= OPEN) {
            return Err(Refused::Open);
        }
        at.push(now);
        Ok(Self { at, ..self.clone() })
    }

    /// The record with staff told now; `None` where they were told within 24 hours.
    pub(crate) fn telling(&self, now: Timestamp) -> Option<Self> {
        let fresh = self.told_at.is_some_and(|told| now.duration_since(told) < DAY);
        (!fresh).then(|| Self { told_at: Some(now), ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_open_ones_count_where_they_are_counted() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let none = Invitations::default();
        assert_eq!(none.another(Some(OPEN), now), Err(Refused::Open));
        assert!(none.another(Some(OPEN - 1), now).is_ok());
        assert!(none.another(None, now).is_ok());
    }

    #[test]
    fn staff_are_told_once_a_day() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        let told = Invitations::default().telling(now).unwrap();
        assert_eq!(told.telling(now + DAY - SignedDuration::from_secs(1)), None);
        assert!(told.telling(now + DAY).is_some());
    }

    proptest! {
        #[test]
        fn no_order_of_invitations_gets_more_than_the_limit_into_a_day(
            steps in prop::collection::vec(0_i64..4_000, 1..150)
        ) {
            let mut record = Invitations::default();
            let mut now = Timestamp::from_second(1_000_000).unwrap();
            let mut sent: Vec<Timestamp> = Vec::new();
            for step in steps {
                now += SignedDuration::from_secs(step);
                match record.another(None, now) {
                    Ok(after) => {
                        record = after;
                        sent.push(now);
                    }
                    Err(Refused::Day(wait)) => prop_assert!(record.another(None, now + wait).is_ok()),
                    Err(Refused::Open) => prop_assert!(false),
                }
            }
            for (place, first) in sent.iter().enumerate() {
                let within = sent[place..].iter().filter(|at| at.duration_since(*first) < DAY).count();
                prop_assert!(within <= A_DAY);
            }
        }
    }
}
