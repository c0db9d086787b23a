//! Signing in, from outside: what it costs, and the ways in which it is attacked.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

mod hub;
mod support;

mod budget;
mod forgotten;
mod hub_sign_on;
mod invitations;
mod lockout;
mod password_change;
mod sec_03_headers;
mod sec_04_one_way_in;
mod sec_05_sign_on;
mod sec_06_links;
mod sec_13_enumeration;
mod sec_14_parallel_guesses;
mod sec_15_sessions;
mod sec_16_targets;
mod sec_19_hub_tokens;
mod sec_19_tokens;
mod sec_21_other_sites;
mod sec_31_lockout;
mod sec_34_one_person;
mod session_length;
mod sessions;
mod signing_in;
