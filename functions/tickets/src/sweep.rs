//! Unused uploads do not stay for ever.

use jiff::SignedDuration;
use shared::app::App;
use shared::files::FileKey;
use shared::problem::Problem;
use shared::store::{Filter, Query, StoreError};
use shared::tenant::Scope;

use crate::model::{UPLOAD, Upload};

/// Uploads are kept for so long behind their time: no comment that is just being written loses its file.
const MARGIN: SignedDuration = SignedDuration::from_hours(1);
/// Uploads removed in one step.
const STEP: u32 = 100;

/// Removes uploads that nobody used within their time, of all tenants; how many went.
///
/// Errors: the store or the files cannot be reached; what has been removed stays so.
pub async fn sweep_uploads(app: &App) -> Result<u64, Problem> {
    let mut gone = 0;
    for tenant in app.directory.list().await? {
        if let Some((scope, _)) = app.directory.scope(&tenant.slug).await? {
            gone += sweep(app, &scope).await?;
        }
    }
    Ok(gone)
}

async fn sweep(app: &App, scope: &Scope) -> Result<u64, Problem> {
    let mut gone = 0;
    loop {
        let over = app.clock.now() - MARGIN;
        let query = Query::of(&UPLOAD, "unused_until")
            .ascending()
            .filter(Filter::Range("unused_until", None, Some(over.into())))
            .limit(STEP);
        let page = app.store.query::<Upload>(scope, query).await?;
        if page.items.is_empty() {
            return Ok(gone);
        }
        for stored in page.items {
            // The file first: a record without a file is swept again, a file without a record never.
            app.files.delete(&FileKey::new(scope, &stored.value.id)).await?;
            let mut batch = app.store.batch(scope);
            batch.delete(&stored);
            match app.store.commit(batch).await {
                Ok(_) => gone += 1,
                // Another process sweeps too.
                Err(StoreError::NotFound { .. } | StoreError::Stale { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
