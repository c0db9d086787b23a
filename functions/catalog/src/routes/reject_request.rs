//! `POST /api/portal/requests/{id}/reject` – a company admin says no.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems, text};
use shared::id::RequestKind;
use shared::problem::{Fields, Problem};
use shared::session::CompanyAdmin;
use utoipa::ToSchema;

use super::approve_request::decided;
use super::requests::RequestPath;
use crate::requests::{Desk, Verdict};
use crate::views::RequestView;

/// Characters of a reason at most.
pub(super) const REASON: usize = 1_000;

/// Why not.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rejection {
    /// For whoever asked.
    #[schema(min_length = 1, max_length = 1_000)]
    reason: String,
}

/// Rejects a colleague's request, with a reason.
///
/// Errors: 403 one's own, or no company admin · 404 unknown · 409 decided already · 412 another version · 422 no reason.
#[utoipa::path(
    post,
    path = "/api/portal/requests/{id}/reject",
    tag = "catalog",
    operation_id = "request_reject",
    params(RequestPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = Rejection,
    responses((status = 200, description = "The request", body = RequestView), WriteProblems)
)]
pub(crate) async fn handler(
    CompanyAdmin(client): CompanyAdmin,
    State(app): State<App>,
    desk: Desk,
    PathId(id): PathId<RequestKind>,
    expected: IfMatch,
    Body(no): Body<Rejection>,
) -> Result<WithETag<RequestView>, Problem> {
    let mut fields = Fields::default();
    let reason = text(&mut fields, "reason", &no.reason, 1, REASON);
    let verdict = fields.ok(Verdict::Reject(reason))?;
    decided(&app, desk, &client, &id, &verdict, expected).await
}
