//! Shared files that have expired go for good some time later.

use shared::app::App;
use shared::audit::Actor;
use shared::files::FileKey;
use shared::kept::EXPIRED_FILE;
use shared::problem::Problem;
use shared::store::{Filter, Query, StoreError};
use shared::tenant::Scope;

use crate::model::{SHARED_FILE, SharedFile};

/// Removes shared files that expired long ago, of all tenants; how many went.
///
/// Errors: the store or the files cannot be reached; the next run goes on.
pub async fn retain(app: App) -> Result<u64, Problem> {
    let mut gone = 0;
    for tenant in app.directory.list().await? {
        if let Some((scope, _)) = app.directory.scope(&tenant.slug).await? {
            gone += tenant_files(&app, &scope).await?;
        }
    }
    Ok(gone)
}

async fn tenant_files(app: &App, scope: &Scope) -> Result<u64, Problem> {
    let over = app.clock.now() - EXPIRED_FILE;
    let mut gone = 0;
    loop {
        let query = Query::of(&SHARED_FILE, "ends_at").ascending().filter(Filter::Range(
            "ends_at",
            None,
            Some(over.into()),
        ));
        let page = app.store.query::<SharedFile>(scope, query).await?;
        if page.items.is_empty() {
            return Ok(gone);
        }
        for stored in page.items {
            // The contents first: a record without contents is taken again, contents without a record never.
            for version in stored.value.versions() {
                app.files.delete(&FileKey::new(scope, &version.file)).await?;
            }
            let mut batch = app.store.batch(scope);
            batch.delete(&stored);
            let detail = serde_json::json!({ "title": stored.value.title });
            batch.audit_with(&Actor::operator(), "document.expire", stored.value.id.as_str(), detail);
            match app.store.commit(batch).await {
                Ok(_) => gone += 1,
                Err(StoreError::NotFound { .. } | StoreError::Stale { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
