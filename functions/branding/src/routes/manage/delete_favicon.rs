//! `DELETE /api/manage/branding/favicon` – an admin takes the favicon away.

use axum::extract::State;
use shared::app::App;
use shared::http::{RequiredIfMatch, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::picture_change;
use crate::answer::ManagedBranding;
use crate::picture::Purpose;

/// Remove the favicon
#[utoipa::path(delete, path = "/api/manage/branding/favicon", tag = "branding", operation_id = "branding_favicon_remove",
    params(("if-match" = String, Header, description = "The version that was read")),
    responses((status = 200, body = ManagedBranding, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn delete_favicon(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: RequiredIfMatch,
) -> Result<WithETag<ManagedBranding>, Problem> {
    picture_change::delete(&app, &staff, expected, Purpose::Favicon).await
}
