//! How many people a company's admins may invite. Pure. Invitations are emails in the provider's name to addresses
//! chosen by others, so they are limited. Invitations by staff are not.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::store::{Document, Kind, Reach};

/// Invitations of one company in 24 hours, including resent ones.
pub(crate) const A_DAY: usize = 30;
/// Invited people of one company who have not joined.
pub(crate) const OPEN: u64 = 100;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A company's invitations of the last 24 hours. Every invitation writes it, so one of two simultaneous ones retries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invitations {
    /// `inv.COMPANY`
    pub(crate) id: String,
    /// The times of the invitations, oldest first.
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

/// Why an invitation is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The daily limit is reached; the time until the next invitation is allowed.
    Day(SignedDuration),
    /// Too many invited people have not joined.
    Open,
}

impl Refused {
    /// The limit's name in the audit log and in the email to staff.
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
                    "Your company has reached the limit of {A_DAY} invitations in 24 hours. Please wait, or ask your provider to invite more people."
                )
                .into(),
            },
            Refused::Open => Self::Conflict(
                format!(
                    "Your company has reached the limit of {OPEN} invited people who have not joined. Disable invitations that are no longer needed, or ask your provider."
                )
                .into(),
            ),
        }
    }
}

impl Invitations {
    /// The id of the company's record.
    pub(crate) fn id_of(company: &CompanyId) -> String {
        format!("inv.{company}")
    }

    /// No invitations yet.
    pub(crate) fn none(company: &CompanyId) -> Self {
        Self { id: Self::id_of(company), ..Self::default() }
    }

    /// Counts one invitation now. `open` is the number of invited people who have not joined, if that limit applies.
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

    /// The record with staff notified now; `None` if they were notified within the last 24 hours.
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
