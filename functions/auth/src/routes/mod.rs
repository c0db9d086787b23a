//! One operation per file.

pub(crate) mod change_password;
pub(crate) mod end_session;
pub(crate) mod get_session;
pub(crate) mod list_sessions;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod logout_everywhere;
