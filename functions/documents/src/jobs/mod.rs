//! What is done by the clock: each is safe to run twice at once and to be killed anywhere.

mod callbacks;
pub(crate) mod reminders;
mod retention;
mod seal;

pub use callbacks::call;
pub use reminders::remind;
pub use retention::retain;
pub use seal::seal;
