//! Invoices of client companies: list, detail, export, print, and the ways in which they come in.

mod billing;
pub mod dashboard;
mod list;
pub mod model;
pub mod money;
mod overview;
pub mod price;
pub mod quantity;
mod routes;
mod sheet;
pub mod status;
#[cfg(test)]
mod tests;
pub mod totals;
mod upsert;

use shared::app::App;
use shared::function::Function;
use shared::pdf::Press;
use shared::store::Kind;
use utoipa_axum::router::OpenApiRouter;

pub use overview::UNPAID;

/// The area's operations.
#[must_use]
pub fn router(press: Press) -> OpenApiRouter<App> {
    routes::router(press)
}

/// The area's functions: each operation is reached by exactly one.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("invoices", "portal/invoices/{*rest}", &["GET", "POST"]),
        Function::http("invoices-internal", "internal/invoices", &["POST"]),
        Function::http("invoices-manage", "manage/invoices/{*rest}", &["GET", "POST", "PATCH"]),
    ]
}

/// The kinds of documents that the area keeps.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    vec![&model::INVOICE, &model::TALLY]
}
