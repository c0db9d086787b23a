//! How often one person may ask.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::http::network;
use crate::id::UserId;
use crate::problem::Problem;

type Buckets = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

/// Token buckets of this process.
#[derive(Clone)]
pub struct Limits {
    people: Arc<Buckets>,
}

impl Limits {
    /// A person may ask this often a minute, and a quarter of it at once.
    #[must_use]
    pub fn new(per_minute: u32) -> Self {
        let rate = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        let burst = NonZeroU32::new(per_minute / 4).unwrap_or(NonZeroU32::MIN);
        Self { people: Arc::new(RateLimiter::keyed(Quota::per_minute(rate).allow_burst(burst))) }
    }

    /// Counts one request of a person. Also for what anonymous people do, under their address.
    pub fn person(&self, who: &UserId) -> Result<(), Problem> {
        self.key(who.as_str())
    }

    /// Counts one request from the network of an address.
    pub fn address(&self, address: Option<&str>) -> Result<(), Problem> {
        self.key(&network(address))
    }

    fn key(&self, key: &str) -> Result<(), Problem> {
        // `check_key` wants a `String`; one small copy per request.
        self.people.check_key(&key.to_owned()).map_err(|early| Problem::RateLimited {
            retry_after: early.wait_time_from(DefaultClock::default().now()),
            detail: "Too many requests. Please wait a moment.".into(),
        })
    }

    /// Forgets people who have long been quiet.
    pub fn tidy(&self) {
        self.people.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec_31_addresses_of_one_network_share_one_limit() {
        let limits = Limits::new(4);
        let allowed = |address: &str| limits.address(Some(address)).is_ok();
        assert!(allowed("2001:db8:1:2::1"));
        assert!((2..20).all(|host| !allowed(&format!("2001:db8:1:2::{host:x}"))));
        assert!(allowed("2001:db8:1:3::1"), "another network has its own");
        assert!(allowed("3.3.3.3"));
        assert!(!allowed("::ffff:3.3.3.3"));
    }
}
