//! Tests that span operations. `desk` is what they stand on.

mod budget;
mod csv;
pub(crate) mod desk;
mod incoming;
mod internal;
mod layouts;
mod print;
mod reading;
mod staff;
mod standing;
