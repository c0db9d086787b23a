//! `POST /api/manage/requests/{id}/cancel` – staff take a request back.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, IfMatch, PathId, WithETag, WriteProblems, text};
use shared::id::RequestKind;
use shared::problem::{Fields, Problem};
use shared::session::{Staff, Technician};

use super::super::reject_request::REASON;
use super::super::requests::{RequestPath, page};
use super::decide_request::StaffReason;
use crate::requests::{Canceling, cancel, request};
use crate::views::RequestView;

/// Cancels a client's pending request, with a reason.
///
/// Errors: 403 viewers · 404 unknown · 409 already decided · 412 another version · 422 no reason.
#[utoipa::path(
    post,
    path = "/api/manage/requests/{id}/cancel",
    tag = "catalog",
    operation_id = "manage_request_cancel",
    params(RequestPath, ("If-Match" = Option<String>, Header, description = "The ETag that was read")),
    request_body = StaffReason,
    responses((status = 200, description = "The request", body = RequestView), WriteProblems)
)]
pub(crate) async fn handler(
    staff: Staff<Technician>,
    State(app): State<App>,
    PathId(id): PathId<RequestKind>,
    expected: IfMatch,
    Body(why): Body<StaffReason>,
) -> Result<WithETag<RequestView>, Problem> {
    let mut fields = Fields::default();
    let reason = text(&mut fields, "reason", &why.reason, 1, REASON);
    let reason = fields.ok(reason)?;
    let company = request(&app, staff.scope(), &id).await?.value.company.id;
    let who = Canceling {
        scope: staff.scope(),
        company: &company,
        user: staff.user(),
        actor: staff.person().actor(),
        reason: Some(&reason),
    };
    let stored = cancel(&app, &who, &id, expected).await?;
    page(&app, staff.scope(), &stored, staff.user()).await
}
