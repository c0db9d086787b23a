//! The staff's side.

mod approve_request;
mod cancel_request;
mod create_item;
mod decide_request;
mod delete_item;
mod edit;
mod get_item;
mod get_request;
mod get_request_file;
mod list_items;
mod list_requests;
mod reject_request;
mod update_item;

use shared::app::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// All operations of the staff.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_items::handler, create_item::handler))
        .routes(routes!(get_item::handler, update_item::handler, delete_item::handler))
        .routes(routes!(list_requests::handler))
        .routes(routes!(get_request::handler))
        .routes(routes!(get_request_file::handler))
        .routes(routes!(approve_request::handler))
        .routes(routes!(reject_request::handler))
        .routes(routes!(cancel_request::handler))
}
