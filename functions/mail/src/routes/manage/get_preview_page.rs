//! `GET /api/manage/mail/previews/{name}/page` – a mail with example data, as it looks.

use axum::extract::{Path, State};
use axum::response::Response;
use shared::app::App;
use shared::http::{Query, ReadProblems};
use shared::problem::Problem;
use shared::session::AnyStaff;

use super::list_previews::PreviewQuery;
use crate::page::{bodies, framed};
use crate::room::Room;

/// A mail with example data in the tenant's look, for a frame
///
/// Errors: 404 unknown.
#[utoipa::path(get, path = "/api/manage/mail/previews/{name}/page", tag = "mail",
    operation_id = "mail_preview_page_get",
    params(("name" = String, Path, description = "As the list names it"), PreviewQuery),
    responses((status = 200, content_type = "text/html", body = String), ReadProblems))]
pub(crate) async fn get_preview_page(
    staff: AnyStaff,
    State(app): State<App>,
    room: Room,
    Path(name): Path<String>,
    Query(asked): Query<PreviewQuery>,
) -> Result<Response, Problem> {
    let language = asked.language.unwrap_or_default();
    let mut samples = room.areas.iter().flat_map(|area| area.samples(language));
    let sample = samples.find(|sample| sample.name == name).ok_or(Problem::NotFound)?;
    Ok(framed(&bodies(&app, &room, &staff.person().tenant, language, sample).await?))
}
