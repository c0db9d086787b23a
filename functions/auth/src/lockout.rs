//! Which counters apply to a password attempt, and their limits. Pure.
//!
//! An attacker who guesses must not lock out the person. So attempts are counted by account and network first, a
//! person's own browsers have separate counters, and only passwords are counted: the Hub, invitations and emailed links
//! are not.

use jiff::{SignedDuration, Timestamp};
use shared::account::{Attempts, LockKind, login_key};
use shared::http::network;
use shared::id::{SessionId, UserId};
use shared::problem::Problem;

/// Attempts per 15 minutes for one account from one network.
pub(crate) const PER_PLACE: usize = 5;
/// Attempts per 15 minutes for one account from everywhere except the person's own browsers. It limits guessing from
/// many networks to 4,800 attempts a day.
pub(crate) const PER_ACCOUNT: usize = 50;
/// Attempts per 15 minutes from one network.
pub(crate) const PER_NETWORK: usize = 50;
/// Password links per 15 minutes for one account from everywhere. Anybody refused by this limit has just been sent a
/// link that works.
const LINKS_PER_ACCOUNT: usize = 20;

/// What a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Attempts at one account from one network.
    Place,
    /// Attempts at one account from one of the person's known browsers.
    Browser,
    /// Attempts at one account from everywhere else.
    Account,
    /// Attempts from one network.
    Network,
    /// Current passwords typed in one open session.
    Session,
    /// Email changes that a person requested.
    NewEmail,
    /// Requested links for one account and network.
    LinkPlace,
    /// Requested links for one account.
    LinkAccount,
    /// Requested links from one network.
    LinkNetwork,
}

impl Bar {
    /// The limit of attempts per 15 minutes.
    pub(crate) fn limit(self) -> usize {
        match self {
            Self::Place | Self::Browser | Self::Session | Self::NewEmail | Self::LinkPlace => PER_PLACE,
            Self::Account => PER_ACCOUNT,
            Self::Network | Self::LinkNetwork => PER_NETWORK,
            Self::LinkAccount => LINKS_PER_ACCOUNT,
        }
    }

    /// True if a right password resets the counter. Otherwise only that attempt is uncounted, so that the person's
    /// success does not give an attacker new guesses.
    pub(crate) fn is_forgiven(self) -> bool {
        matches!(self, Self::Place | Self::Browser | Self::Session)
    }

    /// What a full counter locks, for the audit log and staff. Requests for links lock nothing.
    pub(crate) fn lock(self, has_account: bool) -> Option<LockKind> {
        match self {
            Self::Network => Some(LockKind::Network),
            Self::Place | Self::Browser | Self::Account | Self::Session if !has_account => {
                Some(LockKind::Nobody)
            }
            Self::Place => Some(LockKind::PersonNetwork),
            Self::Browser => Some(LockKind::PersonBrowser),
            Self::Account => Some(LockKind::PersonAnywhere),
            Self::Session => Some(LockKind::PersonSession),
            Self::NewEmail | Self::LinkPlace | Self::LinkAccount | Self::LinkNetwork => None,
        }
    }
}

/// One counter of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counter {
    /// The counter's key. The hashed text starts with a word and a colon, so no email can collide with another kind of
    /// key.
    pub(crate) key: String,
    pub(crate) bar: Bar,
}

impl Counter {
    fn new(bar: Bar, of: &str) -> Self {
        Self { key: login_key(of), bar }
    }
}

/// An attempt's target account, its network and its counters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keys {
    /// What the account is found by.
    pub(crate) person: String,
    /// The network of the attempt, as shown to staff.
    pub(crate) network: String,
    pub(crate) counters: Vec<Counter>,
}

impl Keys {
    /// For a sign-in password. `browser` is the name of the person's own browser, if it is a known one.
    pub(crate) fn sign_in(email: &str, address: Option<&str>, browser: Option<&str>) -> Self {
        let (person, network) = (login_key(email), network(address));
        let counters = match browser {
            Some(browser) => vec![Counter::new(Bar::Browser, &format!("browser:{browser}"))],
            None => vec![
                Counter::new(Bar::Place, &format!("place:{person} {network}")),
                Counter::new(Bar::Account, &format!("account:{person}")),
                Counter::new(Bar::Network, &format!("addr:{network}")),
            ],
        };
        Self { person, network, counters }
    }

    /// For the current password in an open session. Counted by session: a thief of a session cannot guess without
    /// limit, and nobody else can lock the person out.
    pub(crate) fn session(
        email: &str,
        address: Option<&str>,
        (user, session): (&UserId, &SessionId),
    ) -> Self {
        let counters = vec![Counter::new(Bar::Session, &format!("session:{user} {session}"))];
        Self { person: login_key(email), network: network(address), counters }
    }

    /// For an email change: each request sends an email to an address chosen by the person.
    pub(crate) fn new_email(email: &str, address: Option<&str>, user: &UserId) -> Self {
        let counters = vec![Counter::new(Bar::NewEmail, &format!("new-email:{user}"))];
        Self { person: login_key(email), network: network(address), counters }
    }

    /// For requesting a new password. It has separate counters, so that requests made for somebody else cannot keep
    /// them from signing in.
    pub(crate) fn forgot(email: &str, address: Option<&str>, browser: Option<&str>) -> Self {
        let (person, network) = (login_key(email), network(address));
        let counters = match browser {
            Some(browser) => vec![Counter::new(Bar::LinkPlace, &format!("forgot-browser:{browser}"))],
            None => vec![
                Counter::new(Bar::LinkPlace, &format!("forgot-place:{person} {network}")),
                Counter::new(Bar::LinkAccount, &format!("forgot:{person}")),
                Counter::new(Bar::LinkNetwork, &format!("forgot-addr:{network}")),
            ],
        };
        Self { person, network, counters }
    }
}

/// Counts one attempt on every counter. The error is the time until the next attempt is allowed on all of them.
pub(crate) fn count(counters: &[(Bar, Attempts)], now: Timestamp) -> Result<Vec<Attempts>, SignedDuration> {
    let counted = counters.iter().map(|(bar, attempts)| attempts.counted(bar.limit(), now));
    let (mut after, mut longest) = (Vec::new(), None);
    for one in counted {
        match one {
            Ok(attempts) => after.push(attempts),
            Err(wait) => longest = longest.max(Some(wait)),
        }
    }
    longest.map_or(Ok(after), Err)
}

/// The error for somebody who has to wait.
pub(crate) fn refusal(wait: SignedDuration) -> Problem {
    Problem::RateLimited {
        // Rounded up, so that the attempt is allowed after the stated wait.
        retry_after: std::time::Duration::from_secs(wait.as_secs().unsigned_abs() + 1),
        detail: "Too many attempts to sign in. Please wait before you try again.".into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_blanks_of_an_email_do_not_open_another_counter() {
        let keys = |email| Keys::sign_in(email, None, None);
        assert_eq!(keys("Jane@B.example "), keys("jane@b.example"));
        assert_ne!(keys("jane@b.example").counters[0], keys("june@b.example").counters[0]);
    }

    #[test]
    fn no_two_ways_of_counting_share_a_counter() {
        let email = "jane@b.example";
        let mut all: Vec<String> = [
            Keys::sign_in(email, Some("192.0.2.1"), None),
            Keys::sign_in(email, Some("192.0.2.1"), Some("one")),
            Keys::forgot(email, Some("192.0.2.1"), None),
            Keys::forgot(email, Some("192.0.2.1"), Some("one")),
        ]
        .into_iter()
        .flat_map(|keys| keys.counters.into_iter().map(|counter| counter.key))
        .collect();
        let before = all.len();
        all.sort();
        all.dedup();
        assert_eq!((before, all.len()), (8, 8));
    }

    #[test]
    fn addresses_of_one_network_share_their_counters() {
        let keys = |address| Keys::sign_in("jane@b.example", Some(address), None);
        assert_eq!(keys("2001:db8:1:2::1"), keys("2001:db8:1:2:ffff::9"));
        assert_eq!(keys("203.0.113.9"), keys("::ffff:203.0.113.9"));
        assert_ne!(keys("203.0.113.9"), keys("203.0.113.10"));
    }

    proptest! {
        #[test]
        fn sec_14_no_order_of_attempts_gets_more_than_the_limit_into_one_window(
            steps in prop::collection::vec(0_i64..400, 1..120)
        ) {
            let bars = [Bar::Place, Bar::Account, Bar::Network];
            let mut counters: Vec<_> = bars.map(|bar| (bar, Attempts::none("a"))).to_vec();
            let mut now = Timestamp::from_second(1_000_000).unwrap();
            let mut checked: Vec<Timestamp> = Vec::new();
            for step in steps {
                now += SignedDuration::from_secs(step);
                if let Ok(after) = count(&counters, now) {
                    counters = bars.into_iter().zip(after).collect();
                    checked.push(now);
                }
            }
            for (place, first) in checked.iter().enumerate() {
                let within = checked[place..].iter().filter(|at| at.duration_since(*first) < shared::account::WINDOW);
                prop_assert!(within.count() <= PER_PLACE);
            }
        }
    }
}
