//! One operation per file.

pub(crate) mod export_lines;
pub(crate) mod list_lines;
