//! Sessions: the signed token in the cookie, and the proofs that handlers ask for.

mod claims;
mod cookie;
mod keyring;
mod open;
mod proof;

pub use claims::Claims;
pub use cookie::{COOKIE, cleared, cookie_value, set_cookie};
pub use keyring::{KeyRing, KeyRingError};
pub use open::{LIFE, Opened, open};
pub use proof::{Admin, AnyStaff, ClientScope, CompanyAdmin, Level, Person, Staff, Technician, Viewer};
