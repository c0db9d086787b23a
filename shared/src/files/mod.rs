//! Files: the port ([`FileStore`]) and its two adapters.

pub mod azure;
pub mod folder;
mod port;
pub mod sniff;

pub use port::*;
