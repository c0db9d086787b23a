//! What is done by the clock: each is safe to run twice at once and to be killed anywhere.

pub(crate) mod reminders;
mod retention;

pub use reminders::remind;
pub use retention::retain;
