//! The portal's router on real adapters, spoken to by role: what the areas' tests stand on.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "a test that cannot go on fails, with a word on what was missing"
)]

mod app;
mod client;
mod clock;
mod dns;
mod links;
mod people;

pub use app::{CLIENT_SSO_SECRET, HUB_SSO_SECRET, TestApp};
pub use client::{Answer, Client, Request};
pub use clock::TestClock;
pub use dns::TestDns;
pub use people::{PASSWORD, Who};
