//! `GET /api/manage/canned-replies` – the staff's ready-made answers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{ListQuery, Paging, Query, ReadProblems};
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query as Question;
use utoipa::ToSchema;

use super::canned::CannedView;
use crate::caller::Caller;
use crate::model::{CANNED_REPLY, CannedReply};

/// Ready-made answers by title.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CannedList {
    /// By title.
    items: Vec<CannedView>,
    /// Leads to the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists the ready-made answers, a hundred at once unless asked for fewer.
#[utoipa::path(
    get,
    path = "/api/manage/canned-replies",
    tag = "tickets",
    operation_id = "canned_replies_list",
    params(ListQuery),
    responses((status = 200, description = "Ready-made answers", body = CannedList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    Query(asked): Query<ListQuery>,
) -> Result<Json<CannedList>, Problem> {
    let caller = Caller::from(&staff);
    let list = caller.list("manage.canned-replies");
    let limit = asked.limit.or(Some(100));
    let paging = Paging::read(&app.cursors, &list, limit, asked.cursor.as_deref())?;
    let query = Question::of(&CANNED_REPLY, "sort_title").ascending();
    let query = query.limit(paging.limit).after(paging.after);
    let page = app.store.query::<CannedReply>(caller.scope(), query).await?;
    Ok(Json(CannedList {
        items: page.items.into_iter().map(|reply| CannedView::of(reply.value, reply.version)).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}
