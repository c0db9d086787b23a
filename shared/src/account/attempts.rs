//! Failed sign-ins, counted in the store so that every process sees them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::id::UserId;
use crate::store::{Document, Filter, Index, Kind, Query, Reach, StoreError, Stored};
use crate::tenant::Scope;

/// Attempts older than this are forgotten.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// What a lock blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockKind {
    /// One account, from one network.
    PersonNetwork,
    /// One account, from one browser in which its person has signed in before.
    PersonBrowser,
    /// One account, from everywhere except its person's own browsers.
    PersonAnywhere,
    /// The current password, asked for in one open session.
    PersonSession,
    /// Every account, from one network.
    Network,
    /// An email without an account. Kept so that the work is the same; never shown.
    Nobody,
}

impl LockKind {
    /// Those of one person's account.
    pub const OF_PERSON: [Self; 4] =
        [Self::PersonNetwork, Self::PersonBrowser, Self::PersonAnywhere, Self::PersonSession];

    /// The name on the wire and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PersonNetwork => "person_network",
            Self::PersonBrowser => "person_browser",
            Self::PersonAnywhere => "person_anywhere",
            Self::PersonSession => "person_session",
            Self::Network => "network",
            Self::Nobody => "nobody",
        }
    }
}

/// Recent failed (or still unfinished) sign-ins under one key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// `att.KEY`.
    pub id: String,
    /// [`super::login_key`] of what is counted: an email, an address, or both.
    pub login_key: String,
    /// When; oldest first, never more than the limit.
    pub at: Vec<Timestamp>,
    /// What is locked; absent until the limit is reached and the audit log records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<LockKind>,
    /// Until when it is locked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Whose account is locked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// The network that the last attempts came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<String>,
}

/// Counters of failed sign-ins.
pub static ATTEMPTS: Kind = Kind {
    name: "attempts",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &["login_key"], each: None, order: "id" },
        Index { by: &["lock"], each: None, order: "id" },
    ],
    residual: &["user"],
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
        Self { id: format!("att.{login_key}"), login_key: login_key.to_owned(), ..Self::default() }
    }

    /// Until when no more attempt is allowed; `None` while one is.
    #[must_use]
    pub fn full_until(&self, limit: usize, now: Timestamp) -> Option<Timestamp> {
        self.counted(limit, now).err().map(|wait| now + wait)
    }

    /// The lock that holds at `now`, with its end.
    #[must_use]
    pub fn locked(&self, now: Timestamp) -> Option<(LockKind, Timestamp)> {
        self.lock.zip(self.until).filter(|(_, until)| *until > now)
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
        // Where one is allowed, nothing is locked any more.
        Ok(Self { at, ..Self::none(&self.login_key) })
    }

    /// Without one attempt made at `moment`: that one turned out to be good, the others still count.
    #[must_use]
    pub fn taken_back(&self, moment: Timestamp) -> Self {
        let mut left = self.clone();
        if let Some(place) = left.at.iter().rposition(|at| *at == moment) {
            left.at.remove(place);
            (left.lock, left.until) = (None, None);
        }
        left
    }
}

/// Locks that are read at once. More at the same time mean an attack, and nobody lifts those one by one.
const MOST: u32 = 90;

/// The current sign-in locks, of one person or all: one round trip.
pub async fn locks(
    app: &App,
    scope: &Scope,
    person: Option<&UserId>,
) -> Result<Vec<Stored<Attempts>>, StoreError> {
    let mut kinds: Vec<_> = LockKind::OF_PERSON.iter().map(|kind| kind.as_str().into()).collect();
    if person.is_none() {
        kinds.push(LockKind::Network.as_str().into());
    }
    let mut query = Query::of(&ATTEMPTS, "id").ascending().filter(Filter::OneOf("lock", kinds)).limit(MOST);
    if let Some(person) = person {
        query = query.eq("user", person.as_str());
    }
    let now = app.clock.now();
    let found = app.store.query::<Attempts>(scope, query).await?.items;
    Ok(found.into_iter().filter(|one| one.value.locked(now).is_some()).collect())
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
    }

    #[test]
    fn a_lock_ends_with_its_time_and_with_the_next_attempt_that_is_allowed() {
        let start = Timestamp::from_second(1_000_000).unwrap();
        let full = Attempts::none("k").counted(1, start).unwrap();
        let until = full.full_until(1, start).unwrap();
        assert_eq!(until, start + WINDOW);
        let locked = Attempts { lock: Some(LockKind::Network), until: Some(until), ..full };
        assert_eq!(locked.locked(until - SignedDuration::from_secs(1)), Some((LockKind::Network, until)));
        assert_eq!(locked.locked(until), None);
        assert_eq!(locked.counted(1, until).unwrap().lock, None);
        assert_eq!(locked.taken_back(start).lock, None);
    }
}
