//! One operation per file; `manage` holds the staff's.

mod dismiss_banner;
mod get_announcement;
mod list_announcements;
mod manage;
mod read_all;
mod read_announcement;

use shared::app::App;
use shared::id::AnnouncementId;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The announcement's id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct AnnouncementPath {
    /// The announcement.
    id: AnnouncementId,
}

/// All operations.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_announcements::handler))
        .routes(routes!(get_announcement::handler))
        .routes(routes!(read_announcement::handler))
        .routes(routes!(read_all::handler))
        .routes(routes!(dismiss_banner::handler))
        .merge(manage::router())
}
