//! `GET /api/manage/requests/{id}` – a client's request with its form and answers.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::RequestKind;
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::super::requests::{RequestPath, page};
use crate::requests::request;
use crate::views::RequestView;

/// Shows a client's request to staff.
///
/// Errors: 404 unknown.
#[utoipa::path(
    get,
    path = "/api/manage/requests/{id}",
    tag = "catalog",
    operation_id = "manage_request_get",
    params(RequestPath),
    responses((status = 200, description = "The request", body = RequestView), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<RequestKind>,
) -> Result<WithETag<RequestView>, Problem> {
    let stored = request(&app, staff.scope(), &id).await?;
    page(&app, staff.scope(), &stored, staff.user()).await
}
