//! A stand-in for the Azure Functions host in front of a custom handler, in its proxying mode.
//!
//! It follows the host's own source where that is known: how the handler is started, watched and killed, which
//! headers a proxied request carries, how a trigger is delivered. It is a model: the optional job of the CI runs the
//! real host to keep it honest.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test support: what goes wrong here fails the test")]
#![expect(missing_docs, reason = "test support, read beside its tests")]

pub mod client;
pub mod cloud;
pub mod config;
pub mod demo;
pub mod headers;
pub mod host;
pub mod invoke;
pub mod package;
pub mod payload;
pub mod post;
pub mod proxy;
pub mod route;
pub mod stream;
pub mod worker;

pub use client::{Answer, Client};
pub use demo::Portal;
pub use host::{Host, State};
