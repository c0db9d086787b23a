//! The portal's router on real adapters, spoken to by role: what the areas' tests stand on.

mod app;
mod client;
mod clock;
mod people;

pub use app::TestApp;
pub use client::{Answer, Client, Request};
pub use clock::TestClock;
pub use people::{PASSWORD, Who};
