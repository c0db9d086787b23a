//! One-time links: what a mail carries to let somebody in without a password, once.
//!
//! A link's secret is 256 bits that nobody can guess. The store keeps its SHA-256 and the recipe that it was made by,
//! never the secret: whoever reads the store gets in nowhere. Whoever also holds the session keys, which are no part of
//! the store, makes the secret again from the recipe; that is how a mail is written after the commit. See ADR 5.

mod look_up;
mod minted;
mod recipe;
mod record;

pub use look_up::{Ended, Live, LookUp, look_up, look_up_about};
pub use minted::Minted;
pub use recipe::Recipe;
pub use record::{ONE_TIME_TOKEN, OneTimeToken, Purpose};
