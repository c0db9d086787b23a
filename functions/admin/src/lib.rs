//! The provider's side of the portal's people: client companies, their users, staff, and the overview.

mod contacts;
mod fields;
mod import;
mod model;
mod provision;
mod rename;
mod routes;
mod serving;
mod setup;
mod store;

use axum::Extension;
use shared::app::App;
use shared::figure::Figure;
use shared::function::Function;
use shared::setup::Step;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use import::resume_imports;
pub use model::Company;
pub use provision::provision_admin;
pub use setup::{COMPANIES, USERS};

/// The area's operations. `steps` are what setting a portal up consists of, `figures` what waits in the areas.
#[must_use]
pub fn router(steps: &'static [Step], figures: &'static [Figure]) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::get_overview::get_overview))
        .layer(Extension(routes::get_overview::Parts { steps, figures }))
        .routes(routes!(routes::list_companies::list_companies, routes::create_company::create_company))
        .routes(routes!(routes::get_company::get_company, routes::edit_company::edit_company))
        .routes(routes!(
            routes::list_company_users::list_company_users,
            routes::create_company_user::create_company_user
        ))
        .routes(routes!(routes::list_staff::list_staff, routes::create_staff::create_staff))
        .routes(routes!(routes::preview_markdown::preview_markdown))
        .routes(routes!(routes::upsert_contacts::upsert_contacts))
        .routes(routes!(routes::sign_in_locks::list_locks::list_locks))
        .routes(routes!(routes::sign_in_locks::lift_lock::lift_lock))
        .merge(users())
        .merge(files())
}

fn users() -> OpenApiRouter<App> {
    use routes::users::{
        cancel_email, disable_user, edit_user, enable_user, end_impersonation, end_user_sessions, get_user,
        impersonate_user, invite_user, invite_users, list_users, resend_email, unlock_user,
    };
    OpenApiRouter::new()
        .routes(routes!(list_users::list_users))
        .routes(routes!(invite_users::invite_users))
        .routes(routes!(get_user::get_user, edit_user::edit_user))
        .routes(routes!(disable_user::disable_user))
        .routes(routes!(enable_user::enable_user))
        .routes(routes!(end_user_sessions::end_user_sessions))
        .routes(routes!(unlock_user::unlock_user))
        .routes(routes!(invite_user::invite_user))
        .routes(routes!(resend_email::resend_email, cancel_email::cancel_email))
        .routes(routes!(impersonate_user::impersonate_user))
        .routes(routes!(end_impersonation::end_impersonation))
}

fn files() -> OpenApiRouter<App> {
    use routes::exports;
    use routes::imports::{
        create_import, delete_import, edit_import, get_import, get_import_issues, list_imports, start_import,
    };
    OpenApiRouter::new()
        .routes(routes!(exports::export_companies))
        .routes(routes!(exports::export_users))
        .routes(routes!(list_imports::list_imports, create_import::create_import))
        .routes(routes!(get_import::get_import, edit_import::edit_import, delete_import::delete_import))
        .routes(routes!(start_import::start_import))
        .routes(routes!(get_import_issues::get_import_issues))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("overview", "manage/overview", &["GET"]),
        Function::http("companies", "manage/companies/{*rest}", &["GET", "POST", "PATCH"]),
        Function::http("contacts-internal", "internal/contacts", &["POST"]),
        Function::http("markdown", "manage/markdown/preview", &["POST"]),
        Function::http("staff", "manage/staff", &["GET", "POST"]),
        Function::http("users", "manage/users/{*rest}", &["GET", "POST", "PATCH", "DELETE"]),
        Function::http("sign-in-locks", "manage/sign-in-locks/{*rest}", &["GET", "DELETE"]),
        Function::http("imports", "manage/imports/{*rest}", &["GET", "POST", "PATCH", "DELETE"]),
        Function::http("exports", "manage/exports/{*rest}", &["GET"]),
        Function::http("impersonation", "portal/impersonation", &["DELETE"]),
    ]
}

/// The area's kinds of documents.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&model::COMPANY, &model::COMPANY_NAME, &import::IMPORT]
}
