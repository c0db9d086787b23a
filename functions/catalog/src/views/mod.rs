//! What is shown: to clients what they may see, to staff everything.

mod item;
mod request;

pub(crate) use item::{ItemCard, ItemView, ManagedItem, ManagedItemLine};
pub(crate) use request::{RequestLine, RequestView};
