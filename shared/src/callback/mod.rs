//! Callbacks: what other systems are told of by a request to an address that they named.
//!
//! An area keeps a [`Callback`] for an event ([`AreaCallbacks::on_event`]); the outbox delivers it, at least once and in order
//! within its lane, in the form of Standard Webhooks. What is said is written anew for each attempt, from what the area
//! keeps anyway: so it may be long, and must come out the same each time.

mod area;
mod calls;
mod model;
mod sign;

pub use area::{AreaCallbacks, Said};
pub(crate) use calls::Calls;
pub use model::{CALLBACK, Callback};
pub use sign::{secret_bytes, sign};
