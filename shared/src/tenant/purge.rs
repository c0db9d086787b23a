//! The end of a tenant: its files and documents are removed when the grace is over; its slug stays, never to be used again.

use crate::app::App;
use crate::problem::Problem;
use crate::store::Operation;
use crate::tenant::{Scope, Tenant};

/// Documents removed in one batch, files at once.
const BATCH: usize = 100;

/// True where a tenant's data are to be removed now.
#[must_use]
pub fn is_due(app: &App, tenant: &Tenant) -> bool {
    let now = app.clock.now();
    tenant.deletion.as_ref().is_some_and(|deletion| deletion.done_at.is_none() && deletion.after <= now)
}

/// Removes what a due tenant holds, at most `most` things; true where nothing is left and the directory says so. Killed
/// anywhere, the next call goes on; twice at once does no harm.
pub async fn purge(app: &App, scope: &Scope, tenant: &Tenant, most: usize) -> Result<bool, Problem> {
    if !is_due(app, tenant) {
        return Ok(false);
    }
    let mut removed = 0;
    // Files first: documents that are gone could not say any more what lay there.
    loop {
        let files = app.files.list(scope, None, BATCH).await?;
        if files.is_empty() {
            break;
        }
        for file in &files {
            app.files.delete(file).await?;
        }
        removed += files.len();
        if removed >= most {
            return Ok(false);
        }
    }
    loop {
        let page = app.store.adapter().export(&scope.partition(), None, BATCH).await?;
        if page.is_empty() {
            break;
        }
        removed += page.len();
        let batch = page.into_iter().map(|raw| Operation::Delete(raw.id, raw.tag)).collect();
        app.store.adapter().commit(&scope.partition(), batch).await?;
        if removed >= most {
            return Ok(false);
        }
    }
    if let Some(domain) = &tenant.domain {
        app.directory.release_host(domain, &tenant.slug).await?;
    }
    app.directory.deleted(&tenant.slug).await.map_err(Problem::internal)?;
    Ok(true)
}
