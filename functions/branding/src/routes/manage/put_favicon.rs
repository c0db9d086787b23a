//! `PUT /api/manage/branding/favicon` – an admin uploads a favicon.

use axum::extract::{Request, State};
use shared::app::App;
use shared::http::{RequiredIfMatch, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::picture_change;
use crate::answer::ManagedBranding;
use crate::picture::Purpose;

/// Upload a favicon
///
/// PNG, JPEG, WebP, SVG or ICO by its content, at most 1 MB. Pixels are encoded anew, drawings reduced to shapes.
#[utoipa::path(put, path = "/api/manage/branding/favicon", tag = "branding", operation_id = "branding_favicon_set",
    params(("if-match" = String, Header, description = "The version that was read")),
    request_body(content = Vec<u8>, content_type = "image/*"),
    responses((status = 200, body = ManagedBranding, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn put_favicon(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: RequiredIfMatch,
    request: Request,
) -> Result<WithETag<ManagedBranding>, Problem> {
    picture_change::put(&app, &staff, expected, Purpose::Favicon, request).await
}

#[cfg(test)]
mod tests {
    use shared_testing::Who;

    #[tokio::test]
    async fn a_favicon_becomes_a_small_square() {
        let app = crate::testing::app().await;
        let put = app.as_(Who::Admin).put("/api/manage/branding/favicon").if_match(1);
        let branding = put.body(crate::testing::png(300, 100)).await.expect(200).json();
        assert_eq!(branding["logo_url"], serde_json::Value::Null);
        let shown = app.as_(Who::Nobody).get(branding["favicon_url"].as_str().unwrap()).await.expect(200);
        let image = image::load_from_memory(shown.bytes()).unwrap();
        assert_eq!((image.width(), image.height()), (64, 64));
    }
}
