//! `POST /api/manage/branding/reset` – back to how the portal looked on its first day.

use axum::extract::State;
use shared::app::App;
use shared::http::{RequiredIfMatch, WithETag, WriteProblems};
use shared::problem::Problem;
use shared::session::{Admin, Staff};

use crate::answer::ManagedBranding;
use crate::model::initial;
use crate::store::{keep, to_change};

/// Reset the branding
#[utoipa::path(post, path = "/api/manage/branding/reset", tag = "branding", operation_id = "branding_reset",
    params(("if-match" = String, Header, description = "The version that was read")),
    responses((status = 200, body = ManagedBranding, headers(("etag" = String))), WriteProblems))]
pub(crate) async fn reset_branding(
    staff: Staff<Admin>,
    State(app): State<App>,
    expected: RequiredIfMatch,
) -> Result<WithETag<ManagedBranding>, Problem> {
    let read = to_change(&app, &staff, expected).await?;
    let tenant = &staff.person().tenant;
    let first = initial(tenant.slug.clone(), tenant.org_type, &tenant.name);
    let kept = keep(&app, &staff, &read, first, "branding.reset").await?;
    Ok(WithETag::ok(kept.version, ManagedBranding::of(&kept)))
}

#[cfg(test)]
mod tests {
    use shared_testing::Who;

    #[tokio::test]
    async fn everything_is_as_on_the_first_day() {
        let app = crate::testing::app().await;
        let admin = app.as_(Who::Admin);
        let put = admin.put("/api/manage/branding/logo").if_match(1).body(crate::testing::png(9, 9));
        let logo = put.await.expect(200).json()["logo_url"].as_str().unwrap().to_owned();
        let _ = admin.post("/api/manage/branding/reset").await.expect(428);
        let _ = admin.post("/api/manage/branding/reset").if_match(1).await.expect(412);
        let _ = app.as_(Who::Technician).post("/api/manage/branding/reset").if_match(2).await.expect(403);
        let reset = admin.post("/api/manage/branding/reset").if_match(2).await.expect(200).json();
        assert_eq!(reset["version"], 3);
        assert_eq!(
            (&reset["logo_url"], reset["portal_name"].as_str()),
            (&serde_json::Value::Null, Some("ACME"))
        );
        let _ = app.as_(Who::Nobody).get(&logo).await.expect(404);
    }
}
