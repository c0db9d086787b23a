//! `PUT /api/manage/branding` – an admin changes how the portal looks.

use axum::extract::State;
use shared::app::App;
use shared::http::{Body, RequiredIfMatch, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use crate::answer::ManagedBranding;
use crate::store::{keep, to_change};
use crate::update::BrandingUpdate;

/// Change the branding
///
/// Custom CSS is kept as written and shown rebuilt; `custom_css_removed` says what is left out.
#[utoipa::path(put, path = "/api/manage/branding", tag = "branding", operation_id = "branding_update",
    params(("if-match" = String, Header, description = "The version that was read")),
    request_body = BrandingUpdate,
    responses((status = 200, body = ManagedBranding, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn put_branding(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: RequiredIfMatch,
    Body(update): Body<BrandingUpdate>,
) -> Result<WithETag<ManagedBranding>, Problem> {
    let read = to_change(&app, &staff, expected).await?;
    let changed = update.apply(&read.value)?;
    let kept = keep(&app, &staff, &read, changed, "branding.update").await?;
    Ok(WithETag::ok(kept.version, ManagedBranding::of(&kept)))
}

#[cfg(test)]
mod tests;
