//! What the operations of requests share.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use shared::account::User;
use shared::app::App;
use shared::files::{FileKey, Serving};
use shared::http::WithETag;
use shared::id::{FileId, RequestId};
use shared::problem::Problem;
use shared::store::{Page, Stored};
use shared::tenant::Scope;
use utoipa::{IntoParams, ToSchema};

use crate::model::Request;
use crate::requests::form_and_deciders;
use crate::views::{RequestLine, RequestView};

/// How long a link to a file is good: the browser follows it at once.
const LIFE: std::time::Duration = std::time::Duration::from_secs(300);

/// The request's id in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct RequestPath {
    /// The request.
    id: RequestId,
}

/// The request and the file in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathIds` reads")]
pub(crate) struct RequestFilePath {
    /// The request.
    id: RequestId,
    /// The file.
    file_id: FileId,
}

/// The body of an action that needs no inputs: `{}`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// A page of requests.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RequestList {
    /// The latest first.
    items: Vec<RequestLine>,
    /// Leads to the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl RequestList {
    /// A page of the list of that name.
    pub(crate) fn of(app: &App, list: &str, page: Page<Request>, reader: &User) -> Result<Self, Problem> {
        Ok(Self {
            items: page.items.iter().map(|stored| RequestLine::of(stored, reader)).collect(),
            next_cursor: page.next.map(|next| app.cursors.write(list, &next)).transpose()?,
        })
    }
}

/// Answers with the request's page: one round trip for its form and for who decides.
pub(crate) async fn page(
    app: &App,
    scope: &Scope,
    stored: &Stored<Request>,
    reader: &User,
) -> Result<WithETag<RequestView>, Problem> {
    let (fields, deciders) = form_and_deciders(app, scope, &stored.value).await?;
    Ok(WithETag::ok(stored.version, RequestView::of(stored, fields, deciders, reader)))
}

/// 302 to a file of the request.
pub(crate) async fn file(
    app: &App,
    scope: &Scope,
    request: &Request,
    file: &FileId,
) -> Result<Response, Problem> {
    let attachment =
        request.attachments().into_iter().find(|one| one.id == *file).ok_or(Problem::NotFound)?;
    let serving =
        Serving { name: attachment.name, content_type: attachment.content_type, inline: attachment.inline };
    let link = app.files.link(&FileKey::new(scope, file), &serving, LIFE).await?;
    let link = HeaderValue::from_str(&link).map_err(Problem::internal)?;
    Ok((StatusCode::FOUND, [(header::LOCATION, link)]).into_response())
}
