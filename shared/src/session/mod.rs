//! Sessions: the signed token in the cookie, and the proofs that handlers ask for.

mod claims;
mod cookie;
mod first_password;
pub mod impersonation;
mod keyring;
mod known_browser;
mod open;
mod proof;
mod shown;

pub use claims::{Act, Claims};
pub use cookie::{
    COOKIE, HOST_COOKIE, cleared, cookie_value, keep_staff, kept_value, set_cookie, staff_cleared,
};
pub use keyring::{KeyRing, KeyRingError};
pub use known_browser::KnownBrowser;
pub use open::{IMPERSONATION, LIFE, Opened, impersonate, open};
pub use proof::{Admin, AnyStaff, ClientScope, CompanyAdmin, Level, Person, Staff, Technician, Viewer};
pub use shown::SHOWN;
