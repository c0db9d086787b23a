//! Files: the port ([`FileStore`]), its two adapters, and what is known of a file before anybody opens it.

pub mod azure;
pub mod folder;
mod intake;
mod port;
mod shown;
pub mod sniff;
pub mod storage;

pub use port::*;
