//! Mail from end to end: a change through the API, the outbox, a real SMTP exchange with a catcher, the caught mail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

mod addresses;
mod announcements;
mod backlog;
mod bursts;
mod counting;
mod delivery;
mod outage;
mod post;
mod reminders;
mod sec_07_links;
mod sec_10_injection;
mod sec_32_accounts;
mod sec_32_sequences;
mod server;
mod tickets;
mod unsubscribe;
mod verdicts;
