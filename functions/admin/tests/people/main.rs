//! Companies, their users, staff and the overview, from outside.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests fail by panicking")]

mod support;

mod companies;
mod company_edit;
mod company_names;
mod company_status;
mod contacts;
mod exports;
mod impersonation;
mod imports;
mod invitations;
mod names;
mod overview;
mod paging;
mod refusals;
mod sign_in_locks;
mod staff;
mod user_edit;
mod user_list;
mod users;
