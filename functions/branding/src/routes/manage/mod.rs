//! What staff do.

pub(crate) mod check_branding;
pub(crate) mod delete_favicon;
pub(crate) mod delete_logo;
pub(crate) mod get_branding;
mod picture_change;
pub(crate) mod put_branding;
pub(crate) mod put_favicon;
pub(crate) mod put_logo;
pub(crate) mod reset_branding;
