//! `POST /api/portal/requests/{id}/cancel` – whoever asked takes a request back.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems};
use shared::id::RequestKind;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::requests::{Nothing, RequestPath, page};
use crate::requests::{Canceling, cancel};
use crate::views::RequestView;

/// Takes a request of the caller's back that waits for approval.
///
/// Errors: 403 somebody else's · 404 not visible · 409 decided already · 412 another version.
#[utoipa::path(
    post,
    path = "/api/portal/requests/{id}/cancel",
    tag = "catalog",
    operation_id = "request_cancel",
    params(RequestPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = Nothing,
    responses((status = 200, description = "The request", body = RequestView), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    PathId(id): PathId<RequestKind>,
    expected: IfMatch,
    Body(_): Body<Nothing>,
) -> Result<WithETag<RequestView>, Problem> {
    let company = &client.user().company.as_ref().ok_or(Problem::NotFound)?.id;
    let actor = client.person().actor();
    let who = Canceling { scope: client.scope(), company, user: client.user(), actor, reason: None };
    let stored = cancel(&app, &who, &id, expected).await?;
    page(&app, client.scope(), &stored, client.user()).await
}
