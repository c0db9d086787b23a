//! The provider's side of the portal's people: client companies, their users, staff, and the overview.

mod fields;
mod model;
mod provision;
mod rename;
mod routes;
mod store;

use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use model::Company;
pub use provision::provision_admin;

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::get_overview::get_overview))
        .routes(routes!(routes::list_companies::list_companies, routes::create_company::create_company))
        .routes(routes!(routes::get_company::get_company, routes::edit_company::edit_company))
        .routes(routes!(
            routes::list_company_users::list_company_users,
            routes::create_company_user::create_company_user
        ))
        .routes(routes!(routes::list_staff::list_staff, routes::create_staff::create_staff))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("overview", "manage/overview", &["GET"]),
        Function::http("companies", "manage/companies/{*rest}", &["GET", "POST", "PATCH"]),
        Function::http("staff", "manage/staff", &["GET", "POST"]),
    ]
}

/// The area's kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&model::COMPANY, &model::COMPANY_NAME]
}
