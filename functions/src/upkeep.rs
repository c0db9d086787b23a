//! What is done by the clock across areas: each is safe to run twice at once and to be killed anywhere.

use shared::app::App;
use shared::audit::Actor;
use shared::problem::Problem;
use shared::tenant;

/// Things removed of one tenant in one round.
const MOST: usize = 20_000;

/// Looks all custom domains up.
pub(crate) async fn domains(app: App) -> Result<u64, Problem> {
    settings::domain::check_all(&app).await
}

/// Removes lines of the audit log that are older than their tenant keeps them, and what tenants hold whose deletion is
/// due; puts the counters of stored bytes right. How many tenants had something to remove.
pub(crate) async fn retention(app: App) -> Result<u64, Problem> {
    let app = &app;
    let mut worked = 0;
    for listed in app.directory.list().await? {
        if listed.deletion.as_ref().is_some_and(|deletion| deletion.done_at.is_some()) {
            continue;
        }
        let Some((scope, tenant)) = app.directory.scope(&listed.slug).await? else { continue };
        if tenant::is_due(app, &tenant) {
            settings::domain::release(app, &scope, &tenant, &Actor::operator()).await?;
            tenant::purge(app, &scope, &tenant, MOST).await?;
            worked += 1;
            continue;
        }
        app.storage.recount(&*app.files, &scope).await?;
        if audit::prune(app, &scope, &tenant, MOST).await?.lines > 0 {
            worked += 1;
        }
    }
    Ok(worked)
}
