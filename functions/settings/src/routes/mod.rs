//! One operation per file.

pub(crate) mod check_domain;
pub(crate) mod create_key;
pub(crate) mod delete_domain;
pub(crate) mod get_domain;
pub(crate) mod get_settings;
pub(crate) mod list_keys;
pub(crate) mod put_domain;
pub(crate) mod put_settings;
pub(crate) mod revoke_key;
