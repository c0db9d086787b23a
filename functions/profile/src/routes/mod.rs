//! One operation per file.

pub(crate) mod delete_avatar;
pub(crate) mod export_profile;
pub(crate) mod get_avatar;
pub(crate) mod get_profile;
pub(crate) mod put_avatar;
pub(crate) mod update_profile;
