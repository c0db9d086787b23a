//! `GET /api/manage/documents/signatures/{id}` – a signature or refusal with all that proves it.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::app::App;
use shared::http::{PathId, ReadProblems};
use shared::id::{SignatureId, SignatureKind};
use shared::problem::Problem;
use shared::session::AnyStaff;
use utoipa::{IntoParams, ToSchema};

use crate::chain::verify;
use crate::model::{Chain, Evidence, Signature};
use crate::store::links;

/// The signature in the path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "describes the path that `PathId` reads")]
pub(crate) struct SignaturePath {
    /// The signature.
    id: SignatureId,
}

/// A signature or refusal, what proves it, and the chain that it is a link of.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignatureProof {
    /// Its id.
    id: SignatureId,
    /// What is kept of it.
    evidence: Evidence,
    /// SHA-256 of the evidence: what the next link holds fast.
    hash: String,
    /// The code on the signature page.
    code: String,
    /// SHA-256 of the PDF; null before it is made.
    pdf_sha256: Option<String>,
    /// True where every link of the company's chain is as it was written.
    chain_intact: bool,
    /// Links of the chain.
    chain_links: u64,
}

/// Shows a signature or refusal with its evidence, and checks the chain anew.
#[utoipa::path(
    get,
    path = "/api/manage/documents/signatures/{id}",
    tag = "documents",
    operation_id = "manage_signature_get",
    params(SignaturePath),
    responses((status = 200, description = "The proof", body = SignatureProof), ReadProblems)
)]
pub(crate) async fn handler(
    staff: AnyStaff,
    State(app): State<App>,
    PathId(id): PathId<SignatureKind>,
) -> Result<Json<SignatureProof>, Problem> {
    let scope = staff.scope();
    let found = app.store.get::<Signature>(scope, id.as_str()).await?;
    let signature = found.ok_or(Problem::NotFound)?.value;
    // The end is read first: whoever signs meanwhile makes the chain longer, never shorter.
    let end = Chain::id_of(&signature.policy, &signature.company);
    let end = app.store.get::<Chain>(scope, &end).await?.map(|end| end.value);
    let mut all = links(&app, scope, &signature.policy, &signature.company).await?;
    all.truncate(end.as_ref().map_or(0, |end| usize::try_from(end.links).unwrap_or(usize::MAX)));
    let checked = verify(&all, end.as_ref());
    Ok(Json(SignatureProof {
        id: signature.id,
        hash: signature.hash,
        code: signature.code,
        pdf_sha256: Some(signature.pdf_sha256).filter(|digest| digest != Signature::NO_PDF),
        chain_intact: checked.is_ok(),
        chain_links: end.map_or(0, |end| end.links),
        evidence: signature.evidence,
    }))
}
