//! Announcements of the provider to all clients or to chosen companies, and who has read them.

mod board;
pub mod dashboard;
mod mails;
mod model;
mod personal;
mod release;
mod routes;
mod setup;
mod store;
mod telling;
mod views;

#[cfg(test)]
mod tests;

use shared::app::App;
use shared::function::Function;
use shared::store::{Kind, RawDocument, StoreError, terms_if};
use utoipa_axum::router::OpenApiRouter;

pub use mails::Mails;
pub use personal::PERSONAL;
pub use setup::FIRST;
pub use telling::tell;

/// The area's operations.
#[must_use]
pub fn router() -> OpenApiRouter<App> {
    routes::router()
}

/// The area's functions: each operation is reached by exactly one.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("announcements", "portal/announcements/{*rest}", &["GET", "POST"]),
        Function::http(
            "announcements-manage",
            "manage/announcements/{*rest}",
            &["GET", "POST", "PUT", "DELETE"],
        ),
    ]
}

/// The search terms of a document of this area; `None` for others.
///
/// Errors: the document cannot be read.
pub fn terms_of(document: &RawDocument) -> Result<Option<Vec<String>>, StoreError> {
    terms_if::<model::Announcement>(document)
}

/// The kinds of documents that the area keeps.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    use model::{ANNOUNCEMENT, BOARD, DUE, MARKS};
    vec![&ANNOUNCEMENT, &BOARD, &DUE, &MARKS]
}
