//! What became of the portal's mails, how they look, and declining them.

mod model;
mod page;
mod room;
mod routes;

use axum::Extension;
use axum::routing::post;
use shared::app::App;
use shared::function::Function;
use shared::store::Kind;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use room::Room;

/// The area's operations; `room` holds what other areas say by mail.
#[must_use]
pub fn router(room: Room) -> OpenApiRouter<App> {
    use routes::{decline, manage, unsubscribe};
    OpenApiRouter::new()
        .routes(routes!(manage::get_mail::get_mail))
        .routes(routes!(manage::list_deliveries::list_deliveries))
        .routes(routes!(manage::get_delivery::get_delivery))
        .routes(routes!(manage::get_delivery_page::get_delivery_page))
        .routes(routes!(manage::resend_delivery::resend_delivery))
        .routes(routes!(manage::list_previews::list_previews))
        .routes(routes!(manage::get_preview_page::get_preview_page))
        .routes(routes!(unsubscribe::get_unsubscribe, unsubscribe::unsubscribe))
        // For mail programs, not for pages: beside the description, and judged by its signed word alone.
        .route("/api/mail/one-click/{word}", post(decline::one_click))
        .layer(Extension(room))
}

/// The functions that serve them.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("mail", "mail/{*rest}", &["GET", "POST"]),
        Function::http("mail-manage", "manage/mail/{*rest}", &["GET", "POST"]),
    ]
}

/// The area's own kinds of documents: none, mails are the kernel's.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    Vec::new()
}
