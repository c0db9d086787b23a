//! The portal's composition root: settings, adapters, areas, router, commands.

pub mod areas;
mod background;
pub mod commands;
mod connections;
mod dashboard;
mod dev_mail;
mod docs;
pub mod folders;
mod health;
#[cfg(feature = "lambda")]
pub mod lambda;
pub mod mails;
mod pages;
pub mod private;
pub mod reindex;
pub mod router;
mod serve;
pub mod state;
mod triggers;
mod upkeep;
