//! What leaves the portal: mails and callbacks. One run reads what has changed since the last one, has areas say what
//! that calls for, and delivers what is due: at least once, and in order within a lane.

mod backoff;
mod line;
mod posting;
mod run;
mod state;
mod way;

pub use posting::{DeliveryState, Parcel, Posting};
pub use run::{Outbox, Ran};
pub use way::Undelivered;
pub(crate) use way::{Job, Way};
