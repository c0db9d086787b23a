//! The staff's side.

pub(crate) mod get_delivery;
pub(crate) mod get_delivery_page;
pub(crate) mod get_mail;
pub(crate) mod get_preview_page;
pub(crate) mod list_deliveries;
pub(crate) mod list_previews;
pub(crate) mod resend_delivery;
