//! `POST /api/documents/verify` and `…/verify/code` – anybody who holds a signed document finds out whether it is the one
//! that was signed. The answer tells nothing that does not stand in the document itself.

use axum::Json;
use axum::extract::{FromRequest as _, Request, State};
use futures::StreamExt as _;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::app::App;
use shared::http::{Body, Query, WriteProblems, client_address};
use shared::problem::Problem;
use shared::store::Query as Asked;
use shared::tenant::{Scope, TenantSlug, TenantStatus};
use utoipa::{IntoParams, ToSchema};

use crate::model::{Outcome, SIGNATURE, Signature};

/// Bytes of a file at most.
const LARGEST: usize = 40 * 1024 * 1024;
/// A sender that is silent for so long has gone.
const SILENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Whose document it is.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct VerifyQuery {
    /// The portal's slug.
    #[param(max_length = 40)]
    tenant: String,
}

/// The code on the signature page.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VerifyCode {
    /// The portal's slug.
    #[schema(max_length = 40)]
    tenant: String,
    /// The code; blanks and hyphens do not matter.
    #[schema(max_length = 60)]
    code: String,
}

/// What stands in a genuine document.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GenuineDocument {
    /// The title.
    title: String,
    /// The version.
    version: u32,
    /// The issuing party.
    issuer: String,
    /// Who signed.
    name: String,
    /// For which company.
    company: String,
    /// When.
    signed_at: Timestamp,
    /// SHA-256 of the text that was signed.
    content_sha256: String,
    /// SHA-256 of the PDF: a file with another digest is another file.
    pdf_sha256: Option<String>,
}

/// Whether it is genuine.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Verification {
    /// True where the file, or the code, is one of this portal's.
    genuine: bool,
    /// What stands in it.
    document: Option<GenuineDocument>,
}

/// Verify a file
///
/// Tells whether a PDF is, byte for byte, the one that was made of a signature.
#[utoipa::path(
    post,
    path = "/api/documents/verify",
    tag = "documents",
    operation_id = "document_verify",
    params(VerifyQuery),
    request_body(content = String, content_type = "application/octet-stream", description = "The file's bytes"),
    responses((status = 200, description = "Whether it is genuine", body = Verification), WriteProblems)
)]
pub(crate) async fn file(
    State(app): State<App>,
    Query(asked): Query<VerifyQuery>,
    request: Request,
) -> Result<Json<Verification>, Problem> {
    let (parts, body) = request.into_parts();
    app.limits.address(client_address(&parts, &app.settings).as_deref())?;
    let scope = scope(&app, &asked.tenant).await?;
    let mut pieces = body.into_data_stream();
    let (mut digest, mut size) = (Sha256::new(), 0_usize);
    loop {
        let piece = tokio::time::timeout(SILENCE, pieces.next()).await;
        let early = || Problem::Malformed("The upload ended early. Please try again.".into());
        let Some(piece) = piece.map_err(|_| early())? else { break };
        let piece = piece.map_err(|_| early())?;
        size = size.saturating_add(piece.len());
        if size > LARGEST {
            return Err(Problem::TooLarge("No signed document is as large as this file.".into()));
        }
        digest.update(&piece);
    }
    let digest: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    answer(&app, &scope, "pdf_sha256", &digest).await
}

/// Verify a code
///
/// Tells what was signed where a code stands that is printed on the signature page. Whoever has only the code compares
/// the answer with what is in front of them.
#[utoipa::path(
    post,
    path = "/api/documents/verify/code",
    tag = "documents",
    operation_id = "document_verify_code",
    request_body = VerifyCode,
    responses((status = 200, description = "Whether it is genuine", body = Verification), WriteProblems)
)]
pub(crate) async fn code(State(app): State<App>, request: Request) -> Result<Json<Verification>, Problem> {
    let (parts, body) = request.into_parts();
    app.limits.address(client_address(&parts, &app.settings).as_deref())?;
    let request = Request::from_parts(parts, body);
    let Body(asked): Body<VerifyCode, 4> = Body::from_request(request, &app).await?;
    let scope = scope(&app, &asked.tenant).await?;
    let code: String = asked
        .code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(60)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    if code.len() != 25 {
        return Err(Problem::field("code", "The code has 25 letters and digits."));
    }
    answer(&app, &scope, "code", &code).await
}

/// The portal's own data; the caller is told no more of them than what they hold already.
async fn scope(app: &App, slug: &str) -> Result<Scope, Problem> {
    let slug = TenantSlug::parse(slug).map_err(|_| Problem::NotFound)?;
    let (scope, tenant) = app.directory.scope(&slug).await?.ok_or(Problem::NotFound)?;
    if tenant.status == TenantStatus::Active { Ok(scope) } else { Err(Problem::NotFound) }
}

async fn answer(
    app: &App,
    scope: &Scope,
    field: &'static str,
    value: &str,
) -> Result<Json<Verification>, Problem> {
    let query = Asked::of(&SIGNATURE, "at").eq(field, value).limit(1);
    let found = app.store.query::<Signature>(scope, query).await?.items.into_iter().next();
    let found = found.map(|stored| stored.value).filter(|one| one.outcome == Outcome::Signed);
    let document = found.map(|signature| {
        let proof = signature.evidence;
        GenuineDocument {
            title: proof.title,
            version: proof.version,
            issuer: proof.issuer,
            name: proof.typed_name.unwrap_or(proof.account_name),
            company: proof.company_name,
            signed_at: proof.at,
            content_sha256: proof.content_sha256,
            pdf_sha256: Some(signature.pdf_sha256).filter(|digest| digest != Signature::NO_PDF),
        }
    });
    Ok(Json(Verification { genuine: document.is_some(), document }))
}
