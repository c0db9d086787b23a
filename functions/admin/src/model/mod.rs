//! The nouns: companies and people as staff see them.

mod company;
mod person;

pub(crate) use company::{COMPANY, COMPANY_NAME, Company, CompanyName, CompanyStatus, CompanyView};
pub(crate) use person::{ManagedUser, StaffMember};
