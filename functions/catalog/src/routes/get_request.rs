//! `GET /api/portal/requests/{id}` – a request with its form and answers.

use axum::extract::State;
use shared::app::App;
use shared::http::{PathId, ReadProblems, WithETag};
use shared::id::RequestKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::requests::{RequestPath, page};
use crate::requests::visible;
use crate::views::RequestView;

/// Shows a request that the caller sees, with the form that it was asked by.
///
/// Errors: 404 unknown or not visible.
#[utoipa::path(
    get,
    path = "/api/portal/requests/{id}",
    tag = "catalog",
    operation_id = "request_get",
    params(RequestPath),
    responses((status = 200, description = "The request", body = RequestView), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<RequestKind>,
) -> Result<WithETag<RequestView>, Problem> {
    let stored = visible(&app, &client, &id).await?;
    page(&app, client.scope(), &stored, client.user()).await
}
