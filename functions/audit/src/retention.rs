//! Removing lines that are older than the tenant keeps them: the one way in which a line ever goes.

use jiff::SignedDuration;
use shared::app::App;
use shared::audit::{AUDIT, AuditLine};
use shared::problem::Problem;
use shared::store::{Filter, Query, Scalar};
use shared::tenant::{AUDIT_DAYS, Scope, Tenant};

/// Lines removed in one batch.
const BATCH: u32 = 100;

/// What a round of pruning did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pruned {
    /// Lines removed.
    pub lines: usize,
    /// True where more are waiting for the next round.
    pub more: bool,
}

/// Removes up to `most` lines of a tenant that are older than its settings say; none where it keeps them for ever. Safe
/// to be killed anywhere and to run twice at once.
pub async fn prune(app: &App, scope: &Scope, tenant: &Tenant, most: usize) -> Result<Pruned, Problem> {
    let Some(days) = tenant.settings.retention.audit_days else {
        return Ok(Pruned { lines: 0, more: false });
    };
    // Whatever is stored: never less than the portal offers.
    let days = days.clamp(*AUDIT_DAYS.start(), *AUDIT_DAYS.end());
    let before = app.clock.now() - SignedDuration::from_hours(24 * i64::from(days));
    let mut lines = 0;
    while lines < most {
        let query = Query::of(&AUDIT, "created_at")
            .ascending()
            .filter(Filter::Range("created_at", None, Some(Scalar::from(before))))
            .limit(BATCH);
        let old = app.store.query::<AuditLine>(scope, query).await?.items;
        if old.is_empty() {
            return Ok(Pruned { lines, more: false });
        }
        let mut batch = app.store.batch(scope);
        for line in &old {
            batch.delete(line);
        }
        app.store.commit(batch).await?;
        lines += old.len();
    }
    Ok(Pruned { lines, more: true })
}
