//! `GET /api/portal/documents/{id}` – a client reads what they are asked to sign.

use axum::extract::State;
use axum::{Extension, Json};
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::PolicyKind;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::ClientScope;

use super::PolicyPath;
use crate::mails::consent;
use crate::paper::Paper;
use crate::store::{copy, read_content, read_desk};
use crate::views::{DocumentView, ToSignItem};

/// Shows the whole text of a policy that the caller is asked to sign, as their company is shown it, with what signing it
/// demands.
///
/// Errors: 404 unknown, or not asked of the caller.
#[utoipa::path(
    get,
    path = "/api/portal/documents/{id}",
    tag = "documents",
    operation_id = "document_get",
    params(PolicyPath),
    responses((status = 200, description = "The document", body = DocumentView), ReadProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<PolicyKind>,
) -> Result<Json<DocumentView>, Problem> {
    let desk = read_desk(&app, &client).await?;
    let view = desk.view(&app, &client);
    let ask = view.asked(&id).ok_or(Problem::NotFound)?;
    let copy = copy(&app, &press, &client, &id, ask.version).await?;
    let paper: Paper = read_content(&app, client.scope(), &copy.file, &copy.sha256).await?;
    let signed = view.record.is_some_and(|record| record.has_signed(&id, ask.version));
    Ok(Json(DocumentView {
        line: ToSignItem::of(ask, &view),
        signed,
        content_sha256: copy.sha256,
        flags: copy.flags,
        consent: consent(client.user().language.unwrap_or_default()),
        client: paper.client,
        sections: paper.sections,
    }))
}
