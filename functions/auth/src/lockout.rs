//! Which counters a sign-in falls under, and how high they may go.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use shared::account::{Attempts, User, login_key};
use shared::app::App;
use shared::problem::Problem;
use shared::store::StoreError;
use shared::tenant::Scope;

/// Attempts in a quarter of an hour for one account.
pub(crate) const PER_ACCOUNT: usize = 5;
/// Attempts in a quarter of an hour from one address.
pub(crate) const PER_ADDRESS: usize = 50;

/// The keys of one sign-in's counters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keys {
    /// What the account is found by.
    pub(crate) person: String,
    /// Of the email.
    pub(crate) account: String,
    /// Of the address. No email has it: an email holds an `@`.
    pub(crate) address: String,
}

impl Keys {
    /// For an email that has been read as one, and the address that the request came from.
    pub(crate) fn of(email: &str, address: Option<&str>) -> Self {
        let person = login_key(email);
        Self { account: person.clone(), person, address: login_key(&format!("addr:{}", network(address))) }
    }

    /// As [`Keys::of`], for asking for a new password: that has counters of its own, so that nobody who asks for
    /// somebody keeps them from signing in.
    pub(crate) fn forgot(email: &str, address: Option<&str>) -> Self {
        Self {
            person: login_key(email),
            account: login_key(&format!("forgot:{}", login_key(email))),
            address: login_key(&format!("forgot-addr:{}", network(address))),
        }
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

/// One more attempt on both counters, or 429 with the time until the next one is allowed.
pub(crate) fn count(
    account: &Attempts,
    address: &Attempts,
    now: Timestamp,
) -> Result<(Attempts, Attempts), Problem> {
    let account = account.counted(PER_ACCOUNT, now).map_err(refusal)?;
    let address = address.counted(PER_ADDRESS, now).map_err(refusal)?;
    Ok((account, address))
}

/// That an account's failed attempts were looked at. Whoever signs in, in whatever way, brings one along.
#[derive(Debug)]
pub(crate) struct Standing(Option<SignedDuration>);

impl Standing {
    /// An account that was counted just now and let pass.
    pub(crate) fn good() -> Self {
        Self(None)
    }

    /// By the account's counter.
    pub(crate) fn from(attempts: Option<&Attempts>, now: Timestamp) -> Self {
        Self(attempts.and_then(|attempts| attempts.counted(PER_ACCOUNT, now).err()))
    }

    /// Looks the account's counter up. One round trip.
    pub(crate) async fn of(app: &App, scope: &Scope, user: &User) -> Result<Self, StoreError> {
        let attempts = app.store.get::<Attempts>(scope, &Attempts::none(&user.login_key).id).await?;
        Ok(Self::from(attempts.as_ref().map(|stored| &stored.value), app.clock.now()))
    }

    /// How long the account is still locked.
    pub(crate) fn locked(&self) -> Option<SignedDuration> {
        self.0
    }
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
        assert_eq!(Keys::of("Jane@B.example ", None), Keys::of("jane@b.example", None));
        assert_ne!(Keys::of("jane@b.example", None).account, Keys::of("june@b.example", None).account);
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
            let (mut account, mut address) = (Attempts::none("a"), Attempts::none("b"));
            let mut now = Timestamp::from_second(1_000_000).unwrap();
            let mut checked: Vec<Timestamp> = Vec::new();
            for step in steps {
                now += SignedDuration::from_secs(step);
                if let Ok((a, b)) = count(&account, &address, now) {
                    (account, address) = (a, b);
                    checked.push(now);
                }
            }
            for (place, first) in checked.iter().enumerate() {
                let within = checked[place..].iter().filter(|at| at.duration_since(*first) < shared::account::WINDOW);
                prop_assert!(within.count() <= PER_ACCOUNT);
            }
        }
    }
}
