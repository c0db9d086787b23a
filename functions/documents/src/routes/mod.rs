//! The operations.

mod decline_document;
mod download_file;
mod get_document;
mod internal;
mod link;
mod list_documents;
mod manage;
mod sign_document;
mod signed_pdf;
mod verify;

use axum::Extension;
use shared::app::App;
use shared::id::{PolicyId, SharedFileId};
use shared::pdf::Press;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The file in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct FilePath {
    /// The file.
    id: SharedFileId,
}

/// The policy in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct PolicyPath {
    /// The policy.
    id: PolicyId,
}

pub(crate) fn router(press: Press) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_documents::handler))
        .routes(routes!(download_file::handler))
        .routes(routes!(get_document::handler))
        .routes(routes!(sign_document::handler))
        .routes(routes!(decline_document::handler))
        .routes(routes!(signed_pdf::handler))
        .routes(routes!(verify::file))
        .routes(routes!(verify::code))
        .merge(internal::router())
        .merge(manage::router())
        .layer(Extension(press))
}
