//! The nouns: companies and people as staff see them.

mod company;
mod person;

pub use company::Company;
pub(crate) use company::{COMPANY, COMPANY_NAME, CompanyName, CompanyStatus, CompanyView};
pub(crate) use person::{ManagedUser, StaffMember};
