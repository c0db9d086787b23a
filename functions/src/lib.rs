//! The portal's composition root: settings, adapters, areas, router, commands.

pub mod areas;
pub mod commands;
mod docs;
#[cfg(feature = "lambda")]
pub mod lambda;
mod pages;
pub mod router;
mod serve;
pub mod state;
mod triggers;
