//! The area through its own router.

mod approval;
mod items;
mod reassign;
mod requests;
mod shop;
