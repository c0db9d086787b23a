//! How often one person may ask.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock as _, DefaultClock};
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

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

    /// Counts one request from an address.
    pub fn address(&self, address: Option<&str>) -> Result<(), Problem> {
        self.key(address.unwrap_or("unknown"))
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
