//! One operation per file.

pub(crate) mod create_tenant;
pub(crate) mod delete_tenant;
pub(crate) mod export_tenant;
pub(crate) mod get_tenant;
pub(crate) mod resume_tenant;
pub(crate) mod suspend_tenant;

use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::problem::Problem;
use shared::tenant::Tenant;

/// Writes a line about the tenant into its own log, with the event. The directory has changed already: it is another
/// partition, so the two cannot be one batch.
async fn note(
    app: &App,
    tenant: &Tenant,
    actor: &Actor,
    action: &'static str,
    event: &str,
) -> Result<(), Problem> {
    let Some((scope, _)) = app.directory.scope(&tenant.slug).await? else { return Ok(()) };
    let id = tenant.tenant_id.as_str();
    let mut batch = app.store.batch(&scope);
    let detail = serde_json::json!({ "name": tenant.name });
    batch.audit_with(actor, action, id, detail).event(Event::new(event, id, 1, Audience::staff()));
    app.store.commit(batch).await?;
    Ok(())
}
