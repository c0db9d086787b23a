//! `GET /api/manage/settings`

use axum::extract::State;
use shared::app::App;
use shared::http::{ReadProblems, WithETag};
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::tenant::TenantSettings;

use crate::model::Settings;

/// The tenant's settings
#[utoipa::path(get, path = "/api/manage/settings", tag = "settings", operation_id = "settings_get",
    responses((status = 200, body = Settings, headers(("etag" = String))), ReadProblems))]
pub(crate) async fn get_settings(
    staff: AnyStaff,
    State(app): State<App>,
) -> Result<WithETag<Settings>, Problem> {
    let found = app.store.get::<TenantSettings>(staff.scope(), TenantSettings::ID).await?;
    let (version, settings) = found.map_or_else(Default::default, |found| (found.version, found.value));
    Ok(WithETag::ok(version, Settings::of(version, &settings)))
}
