//! The portal's kernel: what every area stands on.

pub mod clock;
pub mod id;
pub mod store;
