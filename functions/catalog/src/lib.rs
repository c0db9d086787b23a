//! The service catalogue: items with their forms, clients' requests and their approval.

mod answers;
mod brief;
pub mod dashboard;
mod mails;
mod model;
mod overview;
mod personal;
mod requests;
mod routes;
mod schema;
mod setup;
mod store;
mod views;
mod workflow;

#[cfg(test)]
mod tests;

use shared::app::App;
use shared::function::Function;
use shared::order::OpenTicket;
use shared::store::Kind;
use utoipa_axum::router::OpenApiRouter;

pub use mails::Mails;
pub use overview::UNDECIDED;
pub use personal::PERSONAL;
pub use requests::{follow, sweep as find_approvers};
pub use setup::FIRST;

/// The area's operations; `open` makes the tickets that requests become.
#[must_use]
pub fn router(open: OpenTicket) -> OpenApiRouter<App> {
    routes::router().layer(axum::Extension(requests::Desk { open }))
}

/// The area's functions: each operation is reached by exactly one.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("catalog", "portal/catalog/{*rest}", &["GET"]),
        Function::http("catalog-manage", "manage/catalog/{*rest}", &["GET", "POST", "PUT", "DELETE"]),
        Function::http("requests", "portal/requests/{*rest}", &["GET", "POST"]),
        Function::http("requests-manage", "manage/requests/{*rest}", &["GET", "POST"]),
        Function::http("approvals", "portal/approvals/{*rest}", &["POST"]),
    ]
}

/// The kinds of documents that the area keeps.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    use model::{FORM, ITEM, REQUEST, WAITING};
    vec![&ITEM, &FORM, &REQUEST, &WAITING]
}
