//! Companies, their users, staff and the overview, from outside.

mod support;

mod companies;
mod company_edit;
mod company_names;
mod overview;
mod paging;
mod refusals;
mod staff;
mod users;
