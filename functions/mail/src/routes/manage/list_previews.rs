//! `GET /api/manage/mail/previews` – every mail that the portal can send.

use axum::Json;
use serde::{Deserialize, Serialize};
use shared::account::Language;
use shared::http::{Query, ReadProblems};
use shared::mail::Topic;
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::{IntoParams, ToSchema};

use crate::room::Room;

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PreviewQuery {
    /// English unless said otherwise.
    pub(crate) language: Option<Language>,
}

/// A mail with example data.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Preview {
    /// Which mail it is, as `ticket.reply`.
    name: String,
    /// Which choice decides about it.
    topic: Topic,
    /// Its subject.
    subject: String,
    /// Its heading.
    heading: String,
}

/// All mails.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Previews {
    items: Vec<Preview>,
}

/// Every mail that the portal sends, with example data
#[utoipa::path(get, path = "/api/manage/mail/previews", tag = "mail", operation_id = "mail_preview_list",
    params(PreviewQuery), responses((status = 200, body = Previews), ReadProblems))]
pub(crate) async fn list_previews(
    _: AnyStaff,
    room: Room,
    Query(asked): Query<PreviewQuery>,
) -> Result<Json<Previews>, Problem> {
    let language = asked.language.unwrap_or_default();
    let samples = room.areas.iter().flat_map(|area| area.samples(language));
    let items = samples.map(|sample| Preview {
        name: sample.name,
        topic: sample.topic,
        subject: sample.subject,
        heading: sample.heading,
    });
    Ok(Json(Previews { items: items.collect() }))
}
