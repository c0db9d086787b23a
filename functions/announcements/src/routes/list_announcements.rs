//! `GET /api/portal/announcements` – what the provider announced to the caller's company.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{ListQuery, Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::session::ClientScope;
use shared::store::Filter;
use utoipa::ToSchema;

use crate::model::Announcement;
use crate::store::{over_after, read_desk, released};
use crate::views::AnnouncementView;

/// Announcements, pinned ones first, then the latest.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnnouncementList {
    /// In that order.
    items: Vec<AnnouncementView>,
    /// Leads to the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists what is announced to the caller's company now: pinned ones first, then the latest.
#[utoipa::path(
    get,
    path = "/api/portal/announcements",
    tag = "announcements",
    operation_id = "announcements_list",
    params(ListQuery),
    responses((status = 200, description = "A page of announcements", body = AnnouncementList), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<AnnouncementList>, Problem> {
    let list = format!("{}/{}/portal.announcements", client.scope().tenant(), client.user().id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let now = app.clock.now();
    let query = released("rank")
        .filter(Filter::Range("publish_at", None, Some(now.into())))
        .filter(over_after(now))
        .limit(paging.limit)
        .after(paging.after);
    let page = async { Ok(app.store.query::<Announcement>(client.scope(), query).await?) };
    let (page, desk) = futures::try_join!(page, read_desk(&app, &client))?;
    let view = desk.view(now);
    Ok(Json(AnnouncementList {
        items: page
            .items
            .iter()
            .map(|stored| AnnouncementView::of(&stored.value, view.is_unread(&stored.value.id)))
            .collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}
