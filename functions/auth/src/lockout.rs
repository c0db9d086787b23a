//! Which counters an attempt with a password falls under, and how high they may go. Pure.
//!
//! Whoever guesses must not keep the person out. So guesses count by account and network first; a person's own browsers
//! have counters of their own; and only passwords are counted: the Hub, invitations and mailed links pass.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use shared::account::{Attempts, LockKind, login_key};
use shared::id::{SessionId, UserId};
use shared::problem::Problem;

/// Attempts in a quarter of an hour for one account from one network.
pub(crate) const PER_PLACE: usize = 5;
/// Attempts in a quarter of an hour for one account from everywhere but its person's own browsers: it slows guessing from
/// many networks down to 4,800 guesses a day.
pub(crate) const PER_ACCOUNT: usize = 50;
/// Attempts in a quarter of an hour from one network.
pub(crate) const PER_NETWORK: usize = 50;
/// Links for a new password in a quarter of an hour for one account from everywhere. Whoever is refused by this one has
/// just been sent a link that works.
const LINKS_PER_ACCOUNT: usize = 20;

/// What a counter counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Attempts at one account from one network.
    Place,
    /// Attempts at one account from a browser that is known to be its person's.
    Browser,
    /// Attempts at one account from everywhere else.
    Account,
    /// Attempts from one network.
    Network,
    /// Current passwords typed in one open session.
    Session,
    /// Other emails that a person asked for.
    NewEmail,
    /// Links that were asked for, one account and network.
    LinkPlace,
    /// Links that were asked for, one account.
    LinkAccount,
    /// Links that were asked for, one network.
    LinkNetwork,
}

impl Bar {
    /// Attempts in a quarter of an hour at most.
    pub(crate) fn limit(self) -> usize {
        match self {
            Self::Place | Self::Browser | Self::Session | Self::NewEmail | Self::LinkPlace => PER_PLACE,
            Self::Account => PER_ACCOUNT,
            Self::Network | Self::LinkNetwork => PER_NETWORK,
            Self::LinkAccount => LINKS_PER_ACCOUNT,
        }
    }

    /// True where the right password forgives all attempts before it; elsewhere it takes back itself alone, so that the
    /// person's success gives nobody new guesses.
    pub(crate) fn is_forgiven(self) -> bool {
        matches!(self, Self::Place | Self::Browser | Self::Session)
    }

    /// What the counter locks, which the audit log and staff are told of; asking for links locks nothing.
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
    /// What it is found by. Whatever is hashed for it holds a word before a colon, so no email has the key of another.
    pub(crate) key: String,
    pub(crate) bar: Bar,
}

impl Counter {
    fn new(bar: Bar, of: &str) -> Self {
        Self { key: login_key(of), bar }
    }
}

/// Whom an attempt is at, from where, and under what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keys {
    /// What the account is found by.
    pub(crate) person: String,
    /// The network of the attempt, as staff are shown it.
    pub(crate) network: String,
    pub(crate) counters: Vec<Counter>,
}

impl Keys {
    /// For a password typed to sign in. `browser` is what the person's own browser is called, where it is one.
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

    /// For the current password, typed in an open session. It counts by session: who has stolen one cannot guess without
    /// end, and nobody else keeps the person from it.
    pub(crate) fn session(
        email: &str,
        address: Option<&str>,
        (user, session): (&UserId, &SessionId),
    ) -> Self {
        let counters = vec![Counter::new(Bar::Session, &format!("session:{user} {session}"))];
        Self { person: login_key(email), network: network(address), counters }
    }

    /// For another email that somebody asks for: each is a mail to an address of their choice.
    pub(crate) fn new_email(email: &str, address: Option<&str>, user: &UserId) -> Self {
        let counters = vec![Counter::new(Bar::NewEmail, &format!("new-email:{user}"))];
        Self { person: login_key(email), network: network(address), counters }
    }

    /// For asking for a new password: that has counters of its own, so that nobody who asks for somebody keeps them from
    /// signing in.
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

/// The address as it is counted: whoever has one address of IPv6 has 2⁶⁴ of them, so the network counts there.
fn network(address: Option<&str>) -> String {
    match address.map(|text| (text, text.parse::<IpAddr>())) {
        None => "unknown".to_owned(),
        Some((_, Ok(IpAddr::V4(ip)))) => ip.to_string(),
        Some((_, Ok(IpAddr::V6(ip)))) => match ip.to_ipv4_mapped() {
            Some(ip) => ip.to_string(),
            None => {
                let [a, b, c, d, ..] = ip.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
        Some((text, Err(_))) => text.to_owned(),
    }
}

/// One more attempt on every counter, or how long until the next one is allowed on all of them.
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

/// What somebody is told who has to wait.
pub(crate) fn refusal(wait: SignedDuration) -> Problem {
    Problem::RateLimited {
        // Rounded up: who waits as long as told must find the door open.
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
    fn an_address_counts_as_its_network() {
        for (one, other, same) in [
            ("203.0.113.9", "203.0.113.9", true),
            ("203.0.113.9", "203.0.113.10", false),
            ("203.0.113.9", "::ffff:203.0.113.9", true),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ] {
            assert_eq!(network(Some(one)) == network(Some(other)), same, "{one} {other}");
        }
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
