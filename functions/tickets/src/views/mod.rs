//! What tickets look like on the wire, for the caller's side.

mod message;
mod page;
mod summary;

pub(crate) use message::{MessagePage, MessageView};
pub(crate) use page::{TicketView, page};
pub(crate) use summary::{TicketList, TicketSummary};
