//! The area's operations, one a file.

pub(crate) mod get_asset;
pub(crate) mod get_branding;
pub(crate) mod get_theme;
pub(crate) mod manage;
