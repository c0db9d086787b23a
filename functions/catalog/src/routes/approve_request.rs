//! `POST /api/portal/requests/{id}/approve` – a company admin says yes.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems};
use shared::id::{RequestId, RequestKind};
use shared::problem::Problem;
use shared::session::{ClientScope, CompanyAdmin};

use super::requests::{Nothing, RequestPath, page};
use crate::requests::{Decider, Desk, Verdict, decide};
use crate::views::RequestView;

/// Approves a colleague's request: it becomes a ticket.
///
/// Errors: 403 one's own, or no company admin · 404 unknown · 409 decided already · 412 another version.
#[utoipa::path(
    post,
    path = "/api/portal/requests/{id}/approve",
    tag = "catalog",
    operation_id = "request_approve",
    params(RequestPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = Nothing,
    responses((status = 200, description = "The request", body = RequestView), WriteProblems)
)]
pub(crate) async fn handler(
    CompanyAdmin(client): CompanyAdmin,
    State(app): State<App>,
    desk: Desk,
    PathId(id): PathId<RequestKind>,
    expected: IfMatch,
    Body(_): Body<Nothing>,
) -> Result<WithETag<RequestView>, Problem> {
    decided(&app, desk, &client, &id, &Verdict::Approve(None), expected).await
}

/// Decides in the name of who is signed in.
pub(super) async fn decided(
    app: &App,
    desk: Desk,
    client: &ClientScope,
    id: &RequestId,
    verdict: &Verdict,
    expected: IfMatch,
) -> Result<WithETag<RequestView>, Problem> {
    let actor = client.person().actor();
    let company = &client.user().company.as_ref().ok_or(Problem::NotFound)?.id;
    let who = Decider { scope: client.scope(), company, user: client.user(), actor, link: None };
    let stored = decide(app, desk, &who, id, verdict, expected).await?;
    page(app, client.scope(), &stored, client.user()).await
}
