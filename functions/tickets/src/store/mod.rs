//! The area's documents in the store: named reads, and the two ways of writing a ticket.

mod announce;
mod change;
mod counters;
mod create;
mod draft;
mod entry;
mod files;
mod follow;
mod order;
mod read;
mod retry;
mod together;

pub(crate) use announce::{ChangeKind, Extra, Told};
pub(crate) use change::{Changed, Wish, change, version};
pub(crate) use create::{Created, Opening};
pub(crate) use draft::Draft;
pub(crate) use entry::rebuilt;
pub(crate) use files::{ATTACHMENTS, taken};
pub(crate) use follow::Follower;
pub use order::open;
pub(crate) use read::{ENTRIES, attachment, entries, ticket};
pub(crate) use together::{Queue, create};
