//! The area through its own router.

mod budget;
mod fields;
mod journeys;
mod lists;
mod office;
mod reading;
