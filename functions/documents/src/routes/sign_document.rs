//! `POST /api/portal/documents/{id}/sign` – a client signs.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{Body, PathId, WriteProblems};
use shared::id::{PolicyId, PolicyKind};
use shared::pdf::Press;
use shared::problem::Problem;
use shared::session::ClientScope;
use utoipa::ToSchema;

use super::PolicyPath;
use crate::mails::consents;
use crate::model::{AccountProof, Copy, Evidence, Outcome, Signature};
use crate::signing::{self, Deed, Shown, browser};
use crate::store::{self, read_desk};
use crate::views::SignedItem;

/// What is said to whoever knows a password that staff chose: it does not show that they are the person.
const UNPROVEN: &str = "Your first password was chosen by somebody else. Before you sign, ask for a link by mail \
    (\"Forgot password?\") and choose one of your own with it.";

/// A signature.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSignature {
    /// The version that was read.
    version: u32,
    /// SHA-256 of the content that was shown.
    #[schema(max_length = 64)]
    content_sha256: String,
    /// True where the text was read to its end.
    #[serde(default)]
    scrolled_to_end: bool,
    /// True where the signer says that they have read it.
    #[serde(default)]
    acknowledged: bool,
    /// The signer's full legal name, as typed.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: Option<String>,
    /// The signer's title or role.
    #[serde(default)]
    #[schema(max_length = 200)]
    title: Option<String>,
    /// The consent that was shown, word for word.
    consent: String,
}

/// Signs the version that the caller was shown. Only the signer's own session does; signing again gives the signature
/// that is there.
///
/// Errors: 403 staff, also in the signer's name, and whoever has not proven by mail that the account is theirs since staff
/// chose its password · 404 unknown, or not asked of the caller · 409 another version or text
/// than was shown · 422 something that the document demands is missing, or a name has
/// characters that cannot be printed.
#[utoipa::path(
    post,
    path = "/api/portal/documents/{id}/sign",
    tag = "documents",
    operation_id = "document_sign",
    params(PolicyPath),
    request_body = NewSignature,
    responses((status = 200, description = "The signature", body = SignedItem), WriteProblems)
)]
pub(crate) async fn handler(
    client: ClientScope,
    State(app): State<App>,
    Extension(press): Extension<Press>,
    PathId(id): PathId<PolicyKind>,
    headers: HeaderMap,
    Body(new): Body<NewSignature>,
) -> Result<Json<SignedItem>, Problem> {
    let copy = asked(&app, &press, &client, &id).await?;
    // Whoever signed this version already is given their signature, whatever was sent: an answer may have been lost.
    let before = Signature::id_of(&id, copy.version, &client.user().id, Outcome::Signed);
    if new.version == copy.version
        && let Some(before) = app.store.get::<Signature>(client.scope(), before.as_str()).await?
    {
        return Ok(Json(SignedItem::of(before.value)));
    }
    let shown = Shown { version: copy.version, sha256: &copy.sha256, flags: copy.flags };
    let deed = Deed {
        version: new.version,
        content_sha256: new.content_sha256,
        scrolled_to_end: new.scrolled_to_end,
        acknowledged: new.acknowledged,
        name: new.name,
        role: new.title,
        consent: new.consent,
    };
    let texts = consents();
    let fonts = press.fonts(&app).await?;
    let undrawn = |text: &str| fonts.undrawn(text);
    let agreed = signing::sign(shown, &deed, &texts.each_ref().map(String::as_str), undrawn)?;
    let blank = blank(&app, &client, &copy, &headers, Outcome::Signed)?;
    let signed = store::sign(&app, &client, &copy, Outcome::Signed, |number, previous| Evidence {
        scrolled_to_end: agreed.scrolled_to_end,
        acknowledged: agreed.acknowledged,
        typed_name: agreed.typed_name.clone(),
        role: agreed.role.clone(),
        consent: Some(agreed.consent.clone()),
        number,
        previous,
        ..blank.clone()
    })
    .await?;
    Ok(Json(SignedItem::of(signed)))
}

/// The caller's company's copy of what they are asked to sign.
///
/// Errors: 403 a session that staff opened · 404 not asked of the caller.
pub(super) async fn asked(
    app: &App,
    press: &Press,
    client: &ClientScope,
    id: &PolicyId,
) -> Result<Copy, Problem> {
    // The proof refuses it already; what a signature is worth must not hang on one list.
    if client.person().impersonation().is_some() {
        return Err(Problem::Forbidden("You can't sign in another person's name.".into()));
    }
    if client.user().security.needs_proof {
        return Err(Problem::Forbidden(UNPROVEN.into()));
    }
    let desk = read_desk(app, client).await?;
    let version = desk.view(app, client).asked(id).ok_or(Problem::NotFound)?.version;
    store::copy(app, press, client, id, version).await
}

/// Who does what with which text, from where: what all evidence has.
pub(super) fn blank(
    app: &App,
    client: &ClientScope,
    copy: &Copy,
    headers: &HeaderMap,
    outcome: Outcome,
) -> Result<Evidence, Problem> {
    let user = client.user();
    let company = user.company.as_ref().ok_or(Problem::NotFound)?;
    let agent = headers.get(header::USER_AGENT).map(|value| String::from_utf8_lossy(value.as_bytes()));
    Ok(Evidence {
        policy: copy.policy.clone(),
        version: copy.version,
        title: copy.title.clone(),
        issuer: copy.issuer.clone(),
        content_sha256: copy.sha256.clone(),
        company: company.id.clone(),
        company_name: company.name.clone(),
        user: user.id.clone(),
        account_name: user.name.clone(),
        email: user.email.clone(),
        outcome,
        at: app.clock.now(),
        address: client.person().address.clone(),
        user_agent: agent.as_deref().and_then(browser),
        scrolled_to_end: false,
        acknowledged: false,
        typed_name: None,
        role: None,
        consent: None,
        reason: None,
        account: AccountProof::of(&user.security),
        number: 0,
        previous: String::new(),
    })
}
