//! What a file is, by its first bytes, and what it may be called.
//!
//! The type that a browser or a mail claims is never believed.

mod kind;
mod name;

pub use kind::{Sniffed, may_be_shown, sniff};
pub use name::clean_name;

/// So many first bytes tell a file's type.
pub const HEAD: usize = 8 * 1024;
