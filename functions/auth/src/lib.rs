//! Signing in, with a password, by an invitation or from the Hub; and what a signed-in person does with their own
//! sessions.

mod account_change;
mod complete_login;
mod counters;
mod device;
mod familiar;
mod links;
mod lockout;
mod mails;
mod model;
mod origin;
mod replaced;
mod retention;
mod routes;
mod sso;

use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use mails::Mails;
pub use retention::forget_sessions;

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(routes::login::login))
        .routes(routes!(routes::get_session::get_session))
        .routes(routes!(routes::logout::logout))
        .routes(routes!(routes::logout_everywhere::logout_everywhere))
        .routes(routes!(routes::change_password::change_password))
        .routes(routes!(routes::change_email::change_email, routes::cancel_email::cancel_email))
        .routes(routes!(routes::confirm_email::confirm_email))
        .routes(routes!(routes::object_email::object_email))
        .routes(routes!(routes::list_sessions::list_sessions))
        .routes(routes!(routes::end_session::end_session))
        .routes(routes!(routes::look_up_link::look_up_link))
        .routes(routes!(routes::register::register))
        .routes(routes!(routes::renew_invitation::renew_invitation))
        .routes(routes!(routes::forgot_password::forgot_password))
        .routes(routes!(routes::reset_password::reset_password))
        .routes(routes!(routes::client_hub_sso::client_hub_sso))
        .routes(routes!(routes::hub_sso::hub_sso))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![Function::http("auth", "auth/{*rest}", &["GET", "POST", "DELETE"])]
}

/// The area's own kinds of documents; accounts, counters and one-time links are the kernel's.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&sso::IDENTITY, &sso::SPENT_TOKEN]
}
