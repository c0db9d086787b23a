//! The portal's kernel: what every area stands on.

pub mod account;
pub mod app;
pub mod audit;
pub mod clock;
pub mod company;
pub mod csv;
pub mod event;
pub mod files;
pub mod function;
pub mod http;
pub mod id;
pub mod limits;
pub mod live;
pub mod markdown;
pub mod memory;
pub mod personal;
pub mod picture;
pub mod problem;
pub mod service_key;
pub mod session;
pub mod settings;
pub mod store;
pub mod targets;
pub mod tenant;
pub mod token;
pub mod trace;
