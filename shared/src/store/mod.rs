//! Documents: the port ([`DocumentStore`]), its two adapters, and the typed store that areas use.

pub mod cosmos;
mod port;
mod query;
pub mod sqlite;

pub use port::*;
pub use query::*;
