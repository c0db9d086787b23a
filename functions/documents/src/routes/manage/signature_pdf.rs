//! `GET /api/manage/documents/signatures/{id}/pdf` – staff get a signed document on paper.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use shared::app::App;
use shared::http::{PathId, Query, ReadProblems};
use shared::id::SignatureKind;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::link::DownloadQuery;
use super::super::signed_pdf::{Asker, give};
use super::SignaturePath;
use crate::model::Signature;

/// Leads to the PDF of a signature, for at most five minutes.
#[utoipa::path(
    get,
    path = "/api/manage/documents/signatures/{id}/pdf",
    tag = "documents",
    operation_id = "manage_signature_pdf",
    params(SignaturePath, DownloadQuery),
    responses((status = 302, description = "The file is at Location"), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<SignatureKind>,
    Query(asked): Query<DownloadQuery>,
) -> Result<Response, Problem> {
    let found = app.store.get::<Signature>(staff.scope(), id.as_str()).await?.ok_or(Problem::NotFound)?;
    give(&app, &press, &Asker::person(staff.person(), staff.scope()), found, asked.download).await
}
