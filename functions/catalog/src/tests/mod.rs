//! The area through its own router.

mod approval;
mod items;
mod requests;
mod shop;
