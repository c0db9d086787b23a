//! One operation per file; `manage` holds the staff's.

mod approval;
mod approve_request;
mod cancel_request;
mod create_request;
mod get_item;
mod get_request;
mod get_request_file;
mod list_items;
mod list_requests;
mod manage;
mod reject_request;
mod requests;

use shared::app::App;
use shared::id::ItemId;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The item's id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct ItemPath {
    /// The item.
    id: ItemId,
}

/// All operations.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_items::handler))
        .routes(routes!(get_item::handler))
        .routes(routes!(list_requests::handler, create_request::handler))
        .routes(routes!(get_request::handler))
        .routes(routes!(get_request_file::handler))
        .routes(routes!(cancel_request::handler))
        .routes(routes!(approve_request::handler))
        .routes(routes!(reject_request::handler))
        .routes(routes!(approval::look_up))
        .routes(routes!(approval::answer))
        .merge(manage::router())
}
