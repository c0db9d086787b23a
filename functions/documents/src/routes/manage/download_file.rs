//! `GET /api/manage/documents/files/{id}/download` – staff open or save any content of a file.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use shared::app::App;
use shared::http::{PathId, Query, ReadProblems};
use shared::id::SharedFileKind;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::IntoParams;

use super::super::FilePath;
use super::super::link::{Flag, shared_file};
use crate::store::file;

/// Which content, and how.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ContentQuery {
    /// Number of the content; the current one where it is left out.
    version: Option<u32>,
    /// `1` saves the file even where the browser could show it.
    #[serde(default)]
    #[param(inline)]
    download: Flag,
}

/// Leads to a content of a file, for at most five minutes. Every download is noted in the audit log.
#[utoipa::path(
    get,
    path = "/api/manage/documents/files/{id}/download",
    tag = "documents",
    operation_id = "manage_document_file_download",
    params(FilePath, ContentQuery),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<SharedFileKind>,
    Query(asked): Query<ContentQuery>,
) -> Result<Response, Problem> {
    let file = file(&app, staff.scope(), &id).await?.value;
    let number = asked.version.unwrap_or(file.current.number);
    let version = file.version(number).ok_or(Problem::NotFound)?;
    shared_file(&app, (staff.person(), staff.scope()), &file, version, asked.download).await
}
