//! `DELETE /api/manage/branding/logo` – an admin takes the logo away.

use axum::extract::State;
use shared::app::App;
use shared::http::{RequiredIfMatch, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use super::picture_change;
use crate::answer::ManagedBranding;
use crate::picture::Purpose;

/// Remove the logo
#[utoipa::path(delete, path = "/api/manage/branding/logo", tag = "branding", operation_id = "branding_logo_remove",
    params(("if-match" = String, Header, description = "The version that was read")),
    responses((status = 200, body = ManagedBranding, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn delete_logo(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: RequiredIfMatch,
) -> Result<WithETag<ManagedBranding>, Problem> {
    picture_change::delete(&app, &staff, expected, Purpose::Logo).await
}

#[cfg(test)]
mod tests {
    use shared_testing::Who;

    #[tokio::test]
    async fn the_picture_goes_and_the_other_stays() {
        let app = crate::testing::app().await;
        let admin = app.as_(Who::Admin);
        let _ = admin
            .put("/api/manage/branding/favicon")
            .if_match(1)
            .body(crate::testing::png(9, 9))
            .await
            .expect(200);
        let put = admin
            .put("/api/manage/branding/logo")
            .if_match(2)
            .body(crate::testing::png(9, 9))
            .await
            .expect(200);
        let logo = put.json()["logo_url"].as_str().unwrap().to_owned();
        let _ = admin.delete("/api/manage/branding/logo").if_match(2).await.expect(412);
        let left = admin.delete("/api/manage/branding/logo").if_match(3).await.expect(200).json();
        assert_eq!(left["logo_url"], serde_json::Value::Null);
        let _ = app.as_(Who::Nobody).get(&logo).await.expect(404);
        let _ = app.as_(Who::Nobody).get(left["favicon_url"].as_str().unwrap()).await.expect(200);
        let none = admin.delete("/api/manage/branding/favicon").if_match(4).await.expect(200).json();
        assert_eq!(none["favicon_url"], serde_json::Value::Null);
        let _ = app.as_(Who::Viewer).delete("/api/manage/branding/logo").if_match(5).await.expect(403);
    }
}
