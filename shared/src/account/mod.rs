//! People who sign in: client users and staff.

mod attempts;
mod model;
pub mod password;
mod role;

pub use attempts::{ATTEMPTS, Attempts};
pub use model::{CompanyRef, SessionEntry, USER, User, UserStatus, UserView, login_key};
pub use role::{Access, Role};
