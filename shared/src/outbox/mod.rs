//! What leaves the portal: mails and callbacks. One run reads what has changed since the last one, has areas say what
//! that calls for, and delivers what is due: at least once, and in order within a lane.
//!
//! A tenant has three [`posting::Queue`]s. In each, what is ready is read in pages in the order of its events, so that a
//! page costs the same however many wait behind it; what must wait is moved out of the way into its [`lane::Lane`].

mod backoff;
mod lane;
mod lease;
mod line;
mod listen;
mod note;
mod plan;
mod posting;
mod round;
mod run;
mod send;
mod state;
mod track;
mod way;

use crate::store::Kind;

pub use lease::{Pause, mail_pause};
pub(crate) use posting::Queue;
pub use posting::{DeliveryState, Parcel, Posting};
pub use run::{Outbox, Ran};
pub use state::{Outage, outage};
pub use way::Undelivered;
pub(crate) use way::{Job, Way};

/// The outbox's own kinds of documents.
pub(crate) fn kinds() -> [&'static Kind; 2] {
    [&lane::LANE, &lease::LEASE_KIND]
}
