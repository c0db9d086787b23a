//! `POST /api/manage/requests/{id}/reject` – staff say no in the company's place.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems, text};
use shared::id::RequestKind;
use shared::problem::{Fields, Problem};
use shared::session::{Staff, Technician};

use super::super::reject_request::REASON;
use super::super::requests::RequestPath;
use super::decide_request::{StaffReason, decided};
use crate::requests::{Desk, Verdict};
use crate::views::RequestView;

/// Rejects a client's request on the company's behalf, with a reason.
///
/// Errors: 403 viewers · 404 unknown · 409 already decided · 412 another version · 422 no reason.
#[utoipa::path(
    post,
    path = "/api/manage/requests/{id}/reject",
    tag = "catalog",
    operation_id = "manage_request_reject",
    params(RequestPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = StaffReason,
    responses((status = 200, description = "The request", body = RequestView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    desk: Desk,
    PathId(id): PathId<RequestKind>,
    expected: IfMatch,
    Body(no): Body<StaffReason>,
) -> Result<WithETag<RequestView>, Problem> {
    let mut fields = Fields::default();
    let reason = text(&mut fields, "reason", &no.reason, 1, REASON);
    let verdict = fields.ok(Verdict::Reject(reason))?;
    decided(&app, desk, &staff, &id, &verdict, expected).await
}
