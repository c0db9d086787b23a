//! One operation per file; `manage` holds the staff's.

mod add_watcher;
mod attachment;
mod close_ticket;
mod conditions;
mod confirm_ticket;
mod create_comment;
mod create_ticket;
mod create_upload;
mod delete_upload;
mod get_attachment;
mod get_ticket;
mod list_comments;
mod list_people;
mod list_tickets;
mod manage;
mod rate_ticket;
mod refusal;
mod remove_watcher;
mod reopen_ticket;
mod search;
mod stream_events;
mod text;
mod uploads;
mod watchers;

use axum::Extension;
use serde::{Deserialize, Serialize};
use shared::app::App;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::lanes::Lanes;
use crate::live::Listeners;

pub(crate) use list_tickets::seen;
pub(crate) use search::FoundIn;

/// The body of an action that needs no inputs: `{}`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// All operations, with the lanes and listeners that they share.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_tickets::handler, create_ticket::handler))
        .routes(routes!(get_ticket::handler))
        .routes(routes!(list_comments::handler, create_comment::handler))
        .routes(routes!(close_ticket::handler))
        .routes(routes!(confirm_ticket::handler))
        .routes(routes!(reopen_ticket::handler))
        .routes(routes!(rate_ticket::handler))
        .routes(routes!(add_watcher::handler, remove_watcher::handler))
        .routes(routes!(get_attachment::handler))
        .routes(routes!(list_people::handler))
        .routes(routes!(create_upload::handler))
        .routes(routes!(delete_upload::handler))
        .routes(routes!(stream_events::handler))
        .merge(manage::router())
        .layer(Extension(Lanes::default()))
        .layer(Extension(Listeners::default()))
}
