//! One operation per file.

pub(crate) mod create_company;
pub(crate) mod create_company_user;
pub(crate) mod create_staff;
pub(crate) mod edit_company;
pub(crate) mod exports;
pub(crate) mod get_company;
pub(crate) mod get_overview;
pub(crate) mod imports;
pub(crate) mod list_companies;
pub(crate) mod list_company_users;
pub(crate) mod list_staff;
pub(crate) mod preview_markdown;
pub(crate) mod sign_in_locks;
pub(crate) mod upsert_contacts;
pub(crate) mod users;
