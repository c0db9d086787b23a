//! People who sign in: client users and staff.

mod attempts;
mod change;
pub mod charge;
mod create;
mod email_change;
mod invite;
mod look;
mod model;
mod name;
pub mod password;
mod person;
mod preferences;
mod psa;
mod role;
mod security;
mod typed_password;

pub use attempts::{ATTEMPTS, Attempts, LockKind, WINDOW, locks};
pub use change::{Change, changes, find};
pub use create::{EMAIL, EmailReservation, NAME_LENGTH, NewAccount, NewUser, held_key};
pub use email_change::{TAKEN, ask_again, ask_for_email, void_links};
pub use invite::{AT_ONCE, invite_again, invite_first};
pub use look::Look;
pub use model::{
    CompanyRef, Impersonation, Linked, MailFailure, SessionEntry, USER, User, UserStatus, UserView, login_key,
};
pub use name::{NAME_HOLDS_ADDRESS, holds_address, person_name, plain_name};
pub use person::PersonRef;
pub use preferences::{Language, Notifications};
pub use psa::{PSA_CONTACT, PsaContact};
pub use role::{Access, Role};
pub use security::{AccountSecurity, EmailChange, OBJECTION, Objection, Proven, ProvenBy};
pub use typed_password::TypedPassword;
