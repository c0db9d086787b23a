//! `POST /api/manage/requests/{id}/approve` – staff say yes in the company's place.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems, text};
use shared::id::RequestKind;
use shared::problem::{Fields, Problem};
use shared::session::{Staff, Technician};
use utoipa::ToSchema;

use super::super::reject_request::REASON;
use super::super::requests::RequestPath;
use super::decide_request::decided;
use crate::requests::{Desk, Verdict};
use crate::views::RequestView;

/// An approval.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffApproval {
    /// A note for the requester, such as who at the company agreed. May be empty.
    #[serde(default)]
    #[schema(max_length = 1_000)]
    reason: String,
}

/// Approves a client's request on the company's behalf. It becomes a ticket.
///
/// For requests that nobody at the company can decide, or that somebody there decided by other means, such as by
/// phone. The requester is told that the provider decided.
///
/// Errors: 403 viewers · 404 unknown · 409 already decided · 412 another version · 422 the reason.
#[utoipa::path(
    post,
    path = "/api/manage/requests/{id}/approve",
    tag = "catalog",
    operation_id = "manage_request_approve",
    params(RequestPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = StaffApproval,
    responses((status = 200, description = "The request", body = RequestView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    desk: Desk,
    PathId(id): PathId<RequestKind>,
    expected: IfMatch,
    Body(yes): Body<StaffApproval>,
) -> Result<WithETag<RequestView>, Problem> {
    let mut fields = Fields::default();
    let reason = text(&mut fields, "reason", &yes.reason, 0, REASON);
    let reason = fields.ok(reason)?;
    let verdict = Verdict::Approve((!reason.is_empty()).then_some(reason));
    decided(&app, desk, &staff, &id, &verdict, expected).await
}
