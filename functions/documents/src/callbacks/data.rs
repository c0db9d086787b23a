//! What a callback says.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use shared::account::CompanyRef;
use shared::callback::Said;
use shared::id::{SignatureId, UserId};
use shared::outbox::Undelivered;
use shared::pdf::Press;
use shared::problem::Problem;
use tokio::time::Instant;

use super::{About, COMPLETED, heading};
use crate::model::{Outcome, Signature};
use crate::store::{done_with, pdf};

/// Files are printed for so long in one attempt; the next one goes on.
const PRINTING: Duration = Duration::from_secs(20);

/// A signature or a refusal as it is told.
#[derive(Serialize)]
struct Told<'a> {
    signature: &'a SignatureId,
    outcome: Outcome,
    email: &'a str,
    name: &'a str,
    company: CompanyRef,
    at: Timestamp,
    typed_name: Option<&'a str>,
    role: Option<&'a str>,
    /// Why it was refused.
    reason: Option<&'a str>,
    /// SHA-256 of the content that was shown.
    content_sha256: &'a str,
    /// SHA-256 of the evidence: the link of the chain.
    evidence_sha256: &'a str,
    /// SHA-256 of the sealed PDF, as `verify` compares it.
    pdf_sha256: Option<&'a str>,
    /// Where the PDF is to be had with the key.
    pdf_url: Option<String>,
}

impl<'a> Told<'a> {
    fn of(said: Said<'_>, one: &'a Signature) -> Self {
        let proof = &one.evidence;
        let signed = one.outcome == Outcome::Signed;
        let path = format!("/api/internal/signing/signatures/{}/pdf?tenant={}", one.id, said.tenant.slug);
        Self {
            signature: &one.id,
            outcome: one.outcome,
            email: &proof.email,
            name: &proof.account_name,
            company: CompanyRef { id: proof.company.clone(), name: proof.company_name.clone() },
            at: proof.at,
            typed_name: proof.typed_name.as_deref(),
            role: proof.role.as_deref(),
            reason: proof.reason.as_deref(),
            content_sha256: &proof.content_sha256,
            evidence_sha256: &one.hash,
            pdf_sha256: signed.then_some(one.pdf_sha256.as_str()),
            pdf_url: signed.then(|| said.tenant.address(&said.app.settings, &path)),
        }
    }
}

/// The data of a callback: the same at every attempt, since signatures and their files never change.
pub(super) async fn data(press: &Press, said: Said<'_>, about: &About) -> Result<Value, Undelivered> {
    let mut signatures = signatures(said, about).await.map_err(|problem| later(&problem))?;
    let Some(first) = signatures.first() else {
        return Err(Undelivered::Never("What was signed is no longer there.".into()));
    };
    let mut data = heading(said, about, &first.evidence.title, &first.evidence.issuer);
    let begun = Instant::now();
    for one in &mut signatures {
        if one.outcome != Outcome::Signed || one.pdf.is_some() {
            continue;
        }
        if begun.elapsed() > PRINTING {
            return Err(Undelivered::Later("The signed files are still being printed.".into()));
        }
        one.pdf_sha256 = print(press, said, one).await.map_err(|problem| later(&problem))?;
    }
    let told: Vec<Told<'_>> = signatures.iter().map(|one| Told::of(said, one)).collect();
    let value = |told: Result<Value, serde_json::Error>| {
        told.map_err(|_| Undelivered::Never("It cannot be written.".to_owned()))
    };
    match (said.callback.name.as_str(), told.as_slice()) {
        (COMPLETED, told) => data["signers"] = value(serde_json::to_value(told))?,
        (_, [one, ..]) => data["signer"] = value(serde_json::to_value(one))?,
        (_, []) => {}
    }
    Ok(data)
}

async fn signatures(said: Said<'_>, about: &About) -> Result<Vec<Signature>, Problem> {
    let Said { app, scope, callback, .. } = said;
    if let Some(id) = &about.signature {
        let one = app.store.get::<Signature>(scope, id.as_str()).await?;
        return Ok(one.map(|stored| stored.value).into_iter().collect());
    }
    let Some(policy) = shared::id::PolicyId::parse(&callback.object) else { return Ok(Vec::new()) };
    let mut all = done_with(app, scope, &policy).await?;
    all.retain(|one| {
        one.version == about.version && one.outcome == Outcome::Signed && one.at <= about.through
    });
    all.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    Ok(all)
}

async fn print(press: &Press, said: Said<'_>, one: &Signature) -> Result<String, Problem> {
    let Said { app, scope, tenant, .. } = said;
    let stored = app.store.get::<Signature>(scope, one.id.as_str()).await?.ok_or(Problem::NotFound)?;
    let owner = UserId::named("service", "callback");
    pdf(app, press, (scope, tenant), &owner, stored).await.map(|(_, digest)| digest)
}

fn later(problem: &Problem) -> Undelivered {
    tracing::warn!(?problem, "a callback could not be written");
    Undelivered::Later("The portal could not write it.".to_owned())
}
