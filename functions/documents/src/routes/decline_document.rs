//! `POST /api/portal/documents/{id}/decline` – a client refuses to sign.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, PathId, WriteProblems};
use shared::id::PolicyKind;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::PolicyPath;
use super::sign_document::{asked, blank};
use crate::model::{Evidence, Outcome, Signature};
use crate::signing::{self, Shown};
use crate::store;

/// A refusal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refusal {
    /// The version that was read.
    version: u32,
    /// SHA-256 of the content that was shown.
    #[schema(max_length = 64)]
    content_sha256: String,
    /// Why: 1 to 2,000 characters.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Refuses to sign the version that the caller was shown; the provider hears why. The caller may still sign later.
///
/// Errors: 403 staff, also in the signer's name · 404 unknown, or not asked of the caller · 409 another version or text
/// than was shown, or signed already · 422 no reason.
#[utoipa::path(
    post,
    path = "/api/portal/documents/{id}/decline",
    tag = "documents",
    operation_id = "document_decline",
    params(PolicyPath),
    request_body = Refusal,
    responses((status = 204, description = "Noted"), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<PolicyKind>,
    headers: HeaderMap,
    Body(new): Body<Refusal>,
) -> Result<StatusCode, Problem> {
    let copy = asked(&app, &press, &client, &id).await?;
    let shown = Shown { version: copy.version, sha256: &copy.sha256, flags: copy.flags };
    let reason = signing::decline(shown, new.version, &new.content_sha256, &new.reason)?;
    let signed = Signature::id_of(&id, copy.version, &client.user().id, Outcome::Signed);
    if app.store.get::<Signature>(client.scope(), signed.as_str()).await?.is_some() {
        return Err(Problem::Conflict("You have already signed this document.".into()));
    }
    let blank = blank(&app, &client, &copy, &headers, Outcome::Declined)?;
    store::sign(&app, &client, &copy, Outcome::Declined, |number, previous| Evidence {
        reason: Some(reason.clone()),
        number,
        previous,
        ..blank.clone()
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
