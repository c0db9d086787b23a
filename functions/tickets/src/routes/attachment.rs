//! The way to a file, for either side: a short-lived link on the files' own origin.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shared::app::App;
use shared::files::{FileKey, Serving};
use shared::id::{FileId, TicketId};
use shared::problem::Problem;
use utoipa::{IntoParams, ToSchema};

use crate::caller::Caller;
use crate::store::{attachment, ticket};

/// How long a link is good: the browser follows it at once.
const LIFE: Duration = Duration::from_secs(300);

/// Yes or no.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub(crate) enum Flag {
    /// No.
    #[default]
    #[serde(rename = "0")]
    No,
    /// Yes.
    #[serde(rename = "1")]
    Yes,
}

/// Open or save.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AttachmentQuery {
    /// `1` saves the file even where the browser could show it.
    #[serde(default)]
    #[param(inline)]
    download: Flag,
}

/// The ticket and the file in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathIds` reads")]
pub(crate) struct AttachmentPath {
    /// The ticket.
    id: TicketId,
    /// The file.
    file_id: FileId,
}

/// 302 to the file.
pub(crate) async fn link(
    app: &App,
    caller: &Caller,
    (id, file): (&TicketId, &FileId),
    asked: &AttachmentQuery,
) -> Result<Response, Problem> {
    ticket(app, caller, id).await?;
    let attachment = attachment(app, caller, id, file).await?;
    let key = FileKey::new(caller.scope(), file);
    let serving = Serving {
        name: attachment.name,
        content_type: attachment.content_type,
        inline: attachment.inline && asked.download == Flag::No,
    };
    let link = app.files.link(&key, &serving, LIFE).await?;
    let link = HeaderValue::from_str(&link).map_err(Problem::internal)?;
    Ok((StatusCode::FOUND, [(header::LOCATION, link)]).into_response())
}
