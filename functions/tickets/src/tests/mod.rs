//! Tests that span operations. `desk` is what they and the operations' own tests stand on.

mod budget;
mod concurrency;
pub(crate) mod desk;
mod fields;
mod live;
mod recount;
mod refusals;
mod searching;
mod secrecy;
mod uploads;
