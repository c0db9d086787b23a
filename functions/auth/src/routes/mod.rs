//! One operation per file.

pub(crate) mod cancel_email;
pub(crate) mod change_email;
pub(crate) mod change_password;
pub(crate) mod client_hub_sso;
pub(crate) mod confirm_email;
pub(crate) mod end_session;
pub(crate) mod forgot_password;
pub(crate) mod get_session;
pub(crate) mod hub_sso;
pub(crate) mod list_sessions;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod logout_everywhere;
pub(crate) mod look_up_link;
pub(crate) mod object_email;
pub(crate) mod register;
pub(crate) mod renew_invitation;
pub(crate) mod reset_password;
