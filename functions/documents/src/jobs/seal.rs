//! Sealing what was signed soon after it was, where an authority stamps the time: a timestamp is worth most close to the
//! signature, and a file that could not be sealed is tried again.

use shared::app::App;
use shared::id::UserId;
use shared::pdf::Press;
use shared::problem::Problem;
use shared::store::Query;
use shared::tenant::TenantStatus;

use crate::model::{Outcome, SIGNATURE, Signature};
use crate::store::pdf;

/// Files of one tenant in one run at most.
const MOST: u32 = 20;

/// Makes the files of signatures that have none yet, oldest first; how many. Nothing to do without a time-stamp
/// authority: then a file is made when it is first asked for.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn seal(app: App, press: Press) -> Result<u64, Problem> {
    if app.settings.timestamp_url.is_none() {
        return Ok(0);
    }
    let mut made = 0;
    for listed in app.directory.list().await? {
        if listed.status != TenantStatus::Active {
            continue;
        }
        let Some((scope, tenant)) = app.directory.scope(&listed.slug).await? else { continue };
        let query = Query::of(&SIGNATURE, "at")
            .ascending()
            .eq("pdf_sha256", Signature::NO_PDF)
            .eq("outcome", Outcome::Signed.as_str())
            .limit(MOST);
        let owner = UserId::named("service", "seal");
        for stored in app.store.query::<Signature>(&scope, query).await?.items {
            match pdf(&app, &press, (&scope, &tenant), &owner, stored).await {
                Ok(_) => made += 1,
                // The authority does not answer: it will not for the others either.
                Err(Problem::Unavailable { .. }) => break,
                Err(problem) => tracing::error!(?problem, "a signed document could not be sealed"),
            }
        }
    }
    Ok(made)
}
