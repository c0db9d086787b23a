//! Files that staff share with clients, policies that clients sign, and the proof that they did.

mod board;
mod callbacks;
mod chain;
mod compliance;
pub mod dashboard;
mod jobs;
mod mails;
mod model;
mod overview;
mod paper;
mod personal;
mod publishing;
mod routes;
mod seal;
mod setup;
mod sheet;
mod signing;
mod standing;
mod store;
mod variables;
mod views;

#[cfg(test)]
mod tests;

use shared::app::App;
use shared::function::Function;
use shared::pdf::Press;
use shared::store::{Kind, RawDocument, StoreError, terms_if};
use utoipa_axum::router::OpenApiRouter;

pub use callbacks::Callbacks;
pub use jobs::{call, remind, retain, seal};
pub use mails::Mails;
pub use overview::UNSIGNED;
pub use personal::PERSONAL;
pub use seal::check_seals;
pub use setup::FIRST;

/// The area's operations; `press` prints what was signed.
#[must_use]
pub fn router(press: Press) -> OpenApiRouter<App> {
    routes::router(press)
}

/// The area's functions: each operation is reached by exactly one.
#[must_use]
pub fn functions() -> Vec<Function> {
    vec![
        Function::http("documents", "portal/documents/{*rest}", &["GET", "POST"]),
        Function::http("documents-verify", "documents/verify/{*rest}", &["POST"]),
        Function::http("signing-push", "internal/signing/push", &["POST"]),
        Function::http("signing-pdf", "internal/signing/signatures/{*rest}", &["GET"]),
        Function::http("documents-manage", "manage/documents/{*rest}", &["GET", "POST", "PUT", "DELETE"]),
    ]
}

/// The search terms of a document of this area; `None` for others.
///
/// Errors: the document cannot be read.
pub fn terms_of(document: &RawDocument) -> Result<Option<Vec<String>>, StoreError> {
    use model::{Policy, SharedFile, Signature, Tally};
    for made in [terms_if::<SharedFile>, terms_if::<Policy>, terms_if::<Signature>, terms_if::<Tally>] {
        if let Some(terms) = made(document)? {
            return Ok(Some(terms));
        }
    }
    Ok(None)
}

/// The kinds of documents that the area keeps.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    use model::{
        BOARD, CHAIN, COPY, LAST_REMINDERS, LEDGER, POLICY, REMINDER, SHARED_FILE, SIGNATURE, SIGNER, TALLY,
        TOLD,
    };
    vec![
        &SHARED_FILE,
        &POLICY,
        &COPY,
        &SIGNATURE,
        &SIGNER,
        &CHAIN,
        &BOARD,
        &LAST_REMINDERS,
        &REMINDER,
        &TALLY,
        &LEDGER,
        &TOLD,
    ]
}
