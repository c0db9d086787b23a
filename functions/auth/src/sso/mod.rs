//! Coming over from the Hub: its tokens, checked; its people, known by issuer and subject; and their sessions.

mod claims;
mod company;
mod enter;
mod identity;
mod person;
mod refusal;
mod verify;
mod visit;

pub(crate) use claims::{AccessLevel, ClientClaims, OrgRole, StaffClaims};
pub(crate) use enter::Guest;
pub(crate) use identity::{IDENTITY, SPENT_TOKEN};
pub(crate) use refusal::{Next, Refusal};
pub(crate) use verify::{Kind, verify};
pub(crate) use visit::Visit;
