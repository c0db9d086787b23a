//! Documents: the port ([`DocumentStore`]), its two adapters, and the typed store that areas use.

mod batch;
pub mod cosmos;
mod port;
mod query;
pub mod sqlite;
mod terms;
mod typed;

pub use batch::Batch;
pub use port::*;
pub use query::*;
pub use terms::{terms, wanted};
pub use typed::{Document, Page, Store, Stored, decode};
