//! The staff side.

mod archive_policy;
mod create_file;
mod create_policy;
mod create_version;
mod delete_file;
mod delete_policy;
mod download_file;
mod export_compliance;
mod export_signers;
mod file_edit;
mod get_compliance;
mod get_file;
mod get_policy;
mod get_signature;
mod get_signers;
mod list_callbacks;
mod list_compliance;
mod list_files;
mod list_outstanding;
mod list_policies;
mod policy_edit;
mod preview_policy;
mod publish_policy;
mod remind;
mod remind_compliance;
mod reminding;
mod resend_callback;
mod signature_pdf;
mod update_file;
mod update_policy;

use axum::http::HeaderValue;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use shared::app::App;
use shared::http::WithETag;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) use get_signature::SignaturePath;
pub(super) use policy_edit::{PolicyEdit, told};
pub(super) use publish_policy::check;

/// The header that says which version is changed.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes the header that `RequiredIfMatch` reads")]
pub(crate) struct ReadVersion {
    /// The ETag that was read; 412 where there is another by now.
    #[param(rename = "If-Match")]
    if_match: String,
}

pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_files::handler, create_file::handler))
        .routes(routes!(get_file::handler, update_file::handler, delete_file::handler))
        .routes(routes!(create_version::handler))
        .routes(routes!(download_file::handler))
        .routes(routes!(list_policies::handler, create_policy::handler))
        .routes(routes!(get_policy::handler, update_policy::handler, delete_policy::handler))
        .routes(routes!(preview_policy::handler))
        .routes(routes!(publish_policy::handler))
        .routes(routes!(archive_policy::handler))
        .routes(routes!(get_signers::handler))
        .routes(routes!(export_signers::handler))
        .routes(routes!(get_compliance::handler))
        .routes(routes!(list_compliance::handler))
        .routes(routes!(list_outstanding::handler))
        .routes(routes!(export_compliance::handler))
        .routes(routes!(remind_compliance::preview))
        .routes(routes!(remind_compliance::handler))
        .routes(routes!(list_callbacks::handler))
        .routes(routes!(resend_callback::handler))
        .routes(routes!(get_signature::handler))
        .routes(routes!(signature_pdf::handler))
}

/// 201 with `Location`.
fn created<T: Serialize>(path: &str, version: u64, body: T) -> Response {
    let mut response = WithETag::created(version, body).into_response();
    if let Ok(path) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, path);
    }
    response
}
