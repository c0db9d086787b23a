//! Callbacks from end to end: a policy is pushed, people sign, the outbox calls a real HTTP receiver of this process.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

mod budget;
mod cut_off;
mod desk;
mod keys;
mod outage;
mod receiver;
mod sec_12;
mod telling;
