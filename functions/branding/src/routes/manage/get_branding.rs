//! `GET /api/manage/branding` – the branding as staff edit it.

use axum::extract::State;
use shared::app::App;
use shared::http::{ReadProblems, WithETag};
use shared::problem::Problem;
use shared::session::AnyStaff;

use crate::answer::ManagedBranding;
use crate::store::provision;

/// Branding to edit
#[utoipa::path(get, path = "/api/manage/branding", tag = "branding", operation_id = "managed_branding_get",
    responses((status = 200, body = ManagedBranding, headers(("etag" = String))), ReadProblems))]
pub(crate) async fn get_branding(
    staff: AnyStaff,
    State(app): State<App>,
) -> Result<WithETag<ManagedBranding>, Problem> {
    let found = provision(&app, staff.scope(), &staff.person().tenant).await?;
    Ok(WithETag::ok(found.version, ManagedBranding::of(&found)))
}

#[cfg(test)]
mod tests {
    use shared_testing::Who;

    #[tokio::test]
    async fn all_staff_read_it_and_nobody_else() {
        let app = crate::testing::app().await;
        for who in [Who::Admin, Who::Technician, Who::Viewer] {
            let answer = app.as_(who).get("/api/manage/branding").await.expect(200);
            assert_eq!(answer.header("etag"), "\"1\"");
            assert_eq!(answer.json()["contrast"]["primary"]["passes"], false);
            assert_eq!(answer.json()["version"], 1);
        }
        let _ = app.as_(Who::CompanyAdmin).get("/api/manage/branding").await.expect(403);
        let _ = app.as_(Who::User).get("/api/manage/branding").await.expect(403);
        let _ = app.as_(Who::Nobody).get("/api/manage/branding").await.expect(401);
        assert_eq!(
            app.as_(Who::ForeignAdmin).get("/api/manage/branding").await.expect(200).json()["tenant"],
            "globex"
        );
    }

    #[tokio::test]
    async fn a_tenant_without_one_gets_its_first() {
        let app = shared_testing::TestApp::new(crate::router(), crate::kinds()).await;
        let _ = app.as_(Who::Nobody).get("/api/portal/branding?tenant=acme").await.expect(404);
        let first = app.as_(Who::Viewer).get("/api/manage/branding").await.expect(200).json();
        assert_eq!((first["portal_name"].as_str(), first["version"].as_u64()), (Some("ACME"), Some(1)));
        let _ = app.as_(Who::Nobody).get("/api/portal/branding?tenant=acme").await.expect(200);
    }
}
