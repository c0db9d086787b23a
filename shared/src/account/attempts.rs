//! Failed sign-ins, counted in the store so that every process sees them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::store::{Document, Index, Kind, Reach};

/// Attempts older than this are forgotten.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Recent failed (or still unfinished) sign-ins of one account or one address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Attempts {
    /// `att.KEY`.
    pub id: String,
    /// [`super::login_key`] of the email or of the address.
    pub login_key: String,
    /// When; oldest first, never more than the limit.
    pub at: Vec<Timestamp>,
}

/// Counters of failed sign-ins.
pub static ATTEMPTS: Kind = Kind {
    name: "attempts",
    reach: Reach::Tenant,
    indexes: &[Index { by: &["login_key"], each: None, order: "id" }],
    residual: &[],
    terms: false,
};

impl Document for Attempts {
    const KIND: &'static Kind = &ATTEMPTS;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Attempts {
    /// No attempts under this key.
    #[must_use]
    pub fn none(login_key: &str) -> Self {
        Self { id: format!("att.{login_key}"), login_key: login_key.to_owned(), at: Vec::new() }
    }

    /// One more attempt now; the error is the time until one is allowed again.
    pub fn counted(&self, limit: usize, now: Timestamp) -> Result<Self, SignedDuration> {
        let mut at: Vec<Timestamp> =
            self.at.iter().copied().filter(|then| now.duration_since(*then) < WINDOW).collect();
        if at.len() >= limit {
            let oldest = at[at.len() - limit];
            return Err(WINDOW - now.duration_since(oldest));
        }
        at.push(now);
        Ok(Self { at, ..self.clone() })
    }

    /// Without any attempt: the person has shown who they are.
    #[must_use]
    pub fn forgiven(&self) -> Self {
        Self { at: Vec::new(), ..self.clone() }
    }

    /// Without one attempt made at `moment`: that one turned out to be good, the others still count.
    #[must_use]
    pub fn taken_back(&self, moment: Timestamp) -> Self {
        let mut left = self.clone();
        if let Some(place) = left.at.iter().rposition(|at| *at == moment) {
            left.at.remove(place);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_holds_within_the_window_and_is_lifted_after_it() {
        let start = Timestamp::from_second(1_000_000).unwrap();
        let mut attempts = Attempts::none("k");
        for _ in 0..5 {
            attempts = attempts.counted(5, start).unwrap();
        }
        let wait = attempts.counted(5, start + SignedDuration::from_mins(5)).unwrap_err();
        assert_eq!(wait, SignedDuration::from_mins(10));
        assert!(attempts.counted(5, start + WINDOW).is_ok());
    }

    #[test]
    fn one_attempt_is_taken_back_and_the_others_stay() {
        let start = Timestamp::from_second(1_000_000).unwrap();
        let later = start + SignedDuration::from_secs(1);
        let two = Attempts::none("k").counted(5, start).unwrap().counted(5, later).unwrap();
        assert_eq!(two.taken_back(start).at, [later]);
        assert_eq!(two.taken_back(later + WINDOW).at, [start, later]);
        assert!(two.forgiven().at.is_empty());
    }
}
