//! The PDF of a signature: made when it is first asked for, the same for ever after.

use std::time::Duration;

use bytes::Bytes;
use shared::app::App;
use shared::id::{FileId, UserId};
use shared::pdf::Press;
use shared::problem::Problem;
use shared::store::{StoreError, Stored};
use shared::tenant::{Scope, Tenant};
use shared::upload::stage;
use shared::work::{Kind, MadeFile};

use super::content;
use crate::chain::sha256;
use crate::model::{Copy, Signature};
use crate::paper::Paper;
use crate::seal::{Owner, Seal, SealError};
use crate::sheet::{Job, file};

/// How long whoever asks waits where the file cannot be sealed at the moment.
const LATER: Duration = Duration::from_secs(60);

/// The file of a signature, and the digest of its bytes; `owner` is who asks. All who ask at the same time get the one
/// that the first of them has made, and it is finished and kept even if all of them leave.
///
/// Errors: 503 where too many files are being made, the time-stamp authority does not answer, or the provider's
/// certificate has expired. The signature itself is kept long before; the job [`crate::jobs::seal`] and whoever asks
/// next try again.
pub(crate) async fn pdf(
    app: &App,
    press: &Press,
    (scope, tenant): (&Scope, &Tenant),
    owner: &UserId,
    stored: Stored<Signature>,
) -> Result<(FileId, String), Problem> {
    if let Some(file) = stored.value.pdf {
        return Ok((file, stored.value.pdf_sha256));
    }
    let key = format!("{}/signature/{}", scope.tenant(), stored.value.id);
    let make = || {
        let (app, press, scope) = (app.clone(), press.clone(), scope.clone());
        let (tenant, owner) = (tenant.clone(), owner.clone());
        async move { make(&app, &press, (&scope, &tenant), &owner, stored).await }
    };
    let made = app.work.files.get(key, make).await?;
    Ok((made.id, made.sha256))
}

/// Makes and keeps it, in a place for heavy work: the text is read once the place is there.
async fn make(
    app: &App,
    press: &Press,
    (scope, tenant): (&Scope, &Tenant),
    owner: &UserId,
    stored: Stored<Signature>,
) -> Result<MadeFile, Problem> {
    let place = app.work.enter(Kind::Pdf, scope.tenant()).await?;
    let signature = stored.value.clone();
    let copy = Copy::id_of(&signature.policy, signature.version, &signature.company);
    let copy = app.store.get::<Copy>(scope, &copy).await?;
    let copy = copy.ok_or_else(|| Problem::internal("a signature without its text"))?.value;
    let paper: Paper = content::read(app, scope, &copy.file, &signature.evidence.content_sha256).await?;
    let verify = tenant.page(&app.settings, &format!("/portal/verify?code={}", signature.code));
    let (id, title) = (signature.id.clone(), signature.evidence.typed_name.clone());
    let name = title.unwrap_or_else(|| signature.evidence.account_name.clone());
    let job = Job { paper, signature, verify };
    let secret = app.keys.derived();
    let (slug, tenant_name, since) = (scope.tenant().to_string(), tenant.name.clone(), tenant.created_at);
    let now = app.clock.now();
    let letterhead = press.letterhead(app, scope).await?;
    let plain = press.print(app, &place, letterhead, move |fonts, look| file(fonts, look, &job)).await?;
    // What is left is small, and waits for others: it needs no place among the heavy work.
    drop(place);
    let owner_of_seal = Owner { slug: &slug, name: &tenant_name, since };
    let mut nonce = [0; 16];
    app.entropy.fill(&mut nonce);
    let sealed = match Seal::of(&app.settings, &secret, &owner_of_seal, now) {
        Ok(seal) => seal.seal(plain, name, now, nonce).await,
        Err(error) => Err(error),
    };
    let bytes = sealed.map_err(|error| failed(&slug, error))?;
    let digest = sha256(&bytes);
    let upload = stage(app, scope, owner, "application/pdf", Bytes::from(bytes)).await?;
    let after =
        Signature { pdf: Some(upload.value.id.clone()), pdf_sha256: digest.clone(), ..stored.value.clone() };
    let mut batch = app.store.batch(scope);
    batch.replace(&stored, &after).delete(&upload);
    match app.store.commit(batch).await {
        Ok(_) => Ok(MadeFile { id: upload.value.id, sha256: digest }),
        // Somebody else asked at the same moment: theirs is the file, the sweep removes this one.
        Err(StoreError::Stale { .. }) => {
            let kept = app.store.get::<Signature>(scope, id.as_str()).await?;
            let kept =
                kept.and_then(|kept| kept.value.pdf.map(|id| MadeFile { id, sha256: kept.value.pdf_sha256 }));
            kept.ok_or_else(super::busy)
        }
        Err(error) => Err(error.into()),
    }
}

fn failed(tenant: &str, error: SealError) -> Problem {
    if !error.is_passing() {
        return Problem::internal(error);
    }
    tracing::error!(%error, tenant, "a signed document waits for its seal");
    Problem::Unavailable { retry_after: LATER }
}
