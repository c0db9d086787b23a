//! Tickets, their conversations and attachments.

mod caller;
pub mod dashboard;
mod index;
mod lanes;
mod live;
mod mails;
pub mod model;
mod personal;
mod routes;
mod store;
mod sweep;
pub mod tallies;
pub mod targets;
mod views;
pub mod workflow;

#[cfg(test)]
mod tests;

use shared::app::App;
use shared::function::Function;
use shared::order::FollowTicket;
use shared::store::Kind;
use utoipa_axum::router::OpenApiRouter;

pub use index::index_conversations;
pub use mails::Mails;
pub use model::{SearchEntry, Ticket};
pub use personal::PERSONAL;
pub use store::open;
pub use sweep::sweep_uploads;

/// The area's operations; `follow` hears in the same batch what becomes of tickets that were ordered.
#[must_use]
pub fn router(follow: FollowTicket) -> OpenApiRouter<App> {
    routes::router().layer(axum::Extension(store::Follower(follow)))
}

/// The area's functions: each operation is reached by exactly one.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("tickets", "portal/tickets/{*rest}", &["GET", "POST", "PUT", "DELETE"]),
        Function::http(
            "tickets-manage",
            "manage/tickets/{*rest}",
            &["GET", "POST", "PUT", "PATCH", "DELETE"],
        ),
        Function::http("uploads", "portal/uploads/{*rest}", &["POST", "DELETE"]),
        Function::http("uploads-manage", "manage/uploads/{*rest}", &["POST", "DELETE"]),
        Function::http("events", "portal/events", &["GET"]),
        Function::http("events-manage", "manage/events", &["GET"]),
        Function::http("people", "portal/people", &["GET"]),
        Function::http(
            "canned-replies",
            "manage/canned-replies/{*rest}",
            &["GET", "POST", "PATCH", "DELETE"],
        ),
        Function::http("ticket-targets", "manage/ticket-targets", &["GET", "PUT"]),
    ]
}

/// The kinds of documents that the area keeps.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    use model::{CANNED_REPLY, MESSAGE, TALLY, TICKET, TICKET_SEARCH, TICKET_TARGETS};
    vec![&TICKET, &TICKET_SEARCH, &MESSAGE, &TALLY, &CANNED_REPLY, &TICKET_TARGETS]
}
