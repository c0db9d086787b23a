//! The staff's side.

mod add_watcher;
mod canned;
mod create_canned_reply;
mod create_comment;
mod create_ticket;
mod create_upload;
mod delete_canned_reply;
mod delete_upload;
mod get_attachment;
mod get_summary;
mod get_targets;
mod get_ticket;
mod list_canned_replies;
mod list_comments;
mod list_tickets;
mod put_targets;
mod remove_watcher;
mod stream_events;
mod update_canned_reply;
mod update_ticket;

use shared::app::App;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The staff's operations.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_tickets::handler, create_ticket::handler))
        .routes(routes!(get_summary::handler))
        .routes(routes!(get_ticket::handler, update_ticket::handler))
        .routes(routes!(list_comments::handler, create_comment::handler))
        .routes(routes!(add_watcher::handler, remove_watcher::handler))
        .routes(routes!(get_attachment::handler))
        .routes(routes!(create_upload::handler))
        .routes(routes!(delete_upload::handler))
        .routes(routes!(stream_events::handler))
        .routes(routes!(list_canned_replies::handler, create_canned_reply::handler))
        .routes(routes!(update_canned_reply::handler, delete_canned_reply::handler))
        .routes(routes!(get_targets::handler, put_targets::handler))
}
