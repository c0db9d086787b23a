//! `GET /api/manage/documents/policies/{id}/callbacks` – what the system that pushed a policy was told.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared::app::App;
use shared::callback::{CALLBACK, Callback};
use shared::http::{Paging, PathId, Query, ReadProblems};
use shared::id::PolicyKind;
use shared::problem::Problem;
use shared::session::AnyStaff;
use shared::store::Query as Asked;
use utoipa::IntoParams;

use super::super::PolicyPath;
use crate::model::Policy;
use crate::views::{CallbackLine, CallbackList};

/// The page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CallbacksQuery {
    /// Items on the page.
    #[param(minimum = 1, maximum = 100, default = 25)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Lists the callbacks about a policy of the last 60 days with what became of them, the latest first.
///
/// Errors: 404 unknown.
#[utoipa::path(
    get,
    path = "/api/manage/documents/policies/{id}/callbacks",
    tag = "documents",
    operation_id = "manage_policy_callbacks",
    params(PolicyPath, CallbacksQuery),
    responses((status = 200, description = "A page of callbacks", body = CallbackList), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<PolicyKind>,
    Query(asked): Query<CallbacksQuery>,
) -> Result<Json<CallbackList>, Problem> {
    let scope = staff.scope();
    let list = format!("{}/{}/callbacks/{id}", scope.tenant(), staff.user().id);
    let paging = Paging::read(&app.cursors, &list, asked.limit, asked.cursor.as_deref())?;
    let policy = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
    let query = Asked::of(&CALLBACK, "order").eq("object", id.as_str());
    let page = app.store.query::<Callback>(scope, query.limit(paging.limit).after(paging.after)).await?;
    Ok(Json(CallbackList {
        url: policy.value.receiver.map(|receiver| receiver.url),
        items: page.items.iter().map(CallbackLine::of).collect(),
        next_cursor: page.next.map(|next| app.cursors.write(&list, &next)).transpose()?,
    }))
}
