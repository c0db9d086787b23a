//! The one client for addresses that somebody typed: it reaches public hosts alone, whatever they typed and whatever the
//! name's owner makes of it.
//!
//! An address is judged when it is saved ([`Egress::check`]) and again when it is called ([`Egress::send`]): the
//! connection goes to an address that the call's own and only look-up gave and the table admitted, so a name that leads
//! elsewhere the second time gains nothing. No redirect is followed, no proxy asked, and no answer waited for longer
//! than [`PATIENCE`] or read further than the call wants.

mod client;
mod guard;
mod table;
mod target;

pub use client::{Answer, Call, Egress, EgressError, PATIENCE};
pub use table::is_public;
pub use target::{LONGEST, Reach, Refusal, Target};
