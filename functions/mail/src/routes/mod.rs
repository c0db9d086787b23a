//! One operation a file.

pub(crate) mod decline;
pub(crate) mod manage;
pub(crate) mod unsubscribe;
