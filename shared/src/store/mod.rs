//! Documents: the port ([`DocumentStore`]), its two adapters, and the typed store that areas use.

mod batch;
mod common;
pub mod cosmos;
mod field;
pub mod limits;
pub mod plan;
mod port;
mod query;
pub mod sortable;
pub mod sqlite;
mod terms;
mod typed;

pub use batch::Batch;
pub use common::{read_common, write_common};
pub use port::*;
pub use query::*;
pub(crate) use terms::asked;
pub use terms::{beginnings, for_staff, sort_key, terms, words};
pub use typed::{Document, Found, Page, Store, Stored, decode, envelope, terms_if};
