//! Reading and changing the one branding of a tenant.

use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::files::FileKey;
use shared::http::RequiredIfMatch;
use shared::problem::Problem;
use shared::session::{Admin, Staff};
use shared::store::{StoreError, Stored};
use shared::tenant::{Scope, Tenant};

use crate::cache::Cache;
use crate::model::{Branding, ID, initial};

/// The event of every change.
pub(crate) const UPDATED: &str = "branding.updated";

/// The tenant's branding, made where it is missing: for the operator's creation of a tenant, as often as wanted.
pub async fn provision(app: &App, scope: &Scope, tenant: &Tenant) -> Result<Stored<Branding>, Problem> {
    if let Some(found) = app.store.get::<Branding>(scope, ID).await? {
        return Ok(found);
    }
    let mut batch = app.store.batch(scope);
    batch
        .create(&initial(tenant.slug.clone(), tenant.org_type, &tenant.name))
        .audit(&Actor::operator(), "branding.create", ID)
        .event(Event::new(UPDATED, ID, 1, Audience::default()));
    match app.store.commit(batch).await {
        Ok(_) | Err(StoreError::Conflict { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    app.store.get::<Branding>(scope, ID).await?.ok_or_else(|| Problem::internal("a branding vanished"))
}

/// The branding that an admin is about to change, at the version that they saw.
pub(crate) async fn to_change(
    app: &App,
    staff: &Staff<Admin>,
    expected: RequiredIfMatch,
) -> Result<Stored<Branding>, Problem> {
    let found = provision(app, staff.scope(), &staff.person().tenant).await?;
    expected.check(found.version)?;
    Ok(found)
}

/// Keeps `changed` in place of `read`, and removes the pictures that it no longer refers to.
pub(crate) async fn keep(
    app: &App,
    staff: &Staff<Admin>,
    read: &Stored<Branding>,
    changed: Branding,
    action: &'static str,
) -> Result<Stored<Branding>, Problem> {
    let version = read.version + 1;
    let mut batch = app.store.batch(staff.scope());
    let now = batch.now();
    batch
        .replace(read, &changed)
        .audit_with(&staff.person().actor(), action, ID, serde_json::json!({ "version": version }))
        .event(Event::new(UPDATED, ID, version, Audience::default()));
    let tags = app.store.commit(batch).await?;
    app.store.memory().of::<Cache>().forget(changed.slug.as_str());
    for gone in read.value.files().filter(|old| changed.files().all(|kept| kept != *old)) {
        // The change is kept; a file that stays behind costs a little room and nothing else.
        if let Err(error) = app.files.delete(&FileKey::new(staff.scope(), gone)).await {
            tracing::warn!(%error, file = %gone, "a replaced picture stays in the file store");
        }
    }
    let tag = tags.into_iter().next().unwrap_or_default();
    Ok(Stored { value: changed, version, created_at: read.created_at, updated_at: now, tag })
}
