//! The staff's side.

mod create_announcement;
mod delete_announcement;
mod edit;
mod get_announcement;
mod get_readership;
mod list_announcements;
mod tell;
mod update_announcement;

use shared::app::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All operations of the staff.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_announcements::handler, create_announcement::handler))
        .routes(routes!(
            get_announcement::handler,
            update_announcement::handler,
            delete_announcement::handler
        ))
        .routes(routes!(get_readership::handler))
}
