//! Looking a domain up and doing what follows: in the directory first, then in the tenant's own document. Each step may
//! be repeated, so that a look that was cut short is finished by the next one.

use shared::app::App;
use shared::audit::Actor;
use shared::dns::DnsError;
use shared::event::{Audience, Event};
use shared::problem::Problem;
use shared::store::{StoreError, Stored};
use shared::tenant::{DirectoryError, Scope, Tenant};

use super::{Domain, DomainState, Evidence, Judged, Sight, judge, target, token};

/// Looks a tenant's domain up, if it has one, and keeps what follows.
pub async fn check(app: &App, scope: &Scope, tenant: &Tenant, actor: &Actor) -> Result<bool, Problem> {
    let Some(read) = app.store.get::<Domain>(scope, Domain::ID).await? else { return Ok(false) };
    let seen = look(app, tenant, &read.value).await?;
    let mut judged = judge(&read.value, seen, app.clock.now());
    if judged.held {
        match app.directory.claim_host(&judged.domain.name, &tenant.slug).await {
            Ok(()) => {}
            // Another tenant proved it in between.
            Err(DirectoryError::HostTaken) => {
                judged =
                    judge(&read.value, Evidence { taken: true, proof: Sight::Yes, ..seen }, app.clock.now());
            }
            Err(error) => return Err(problem(error)),
        }
    }
    follow(app, tenant, &judged).await?;
    if judged.given_up {
        // What proved it until now proves nothing any more.
        judged.domain.token = token(app);
    }
    keep(app, scope, actor, &read, &judged.domain).await?;
    Ok(true)
}

/// Has the directory say what was judged.
async fn follow(app: &App, tenant: &Tenant, judged: &Judged) -> Result<(), Problem> {
    let name = &judged.domain.name;
    let canonical = (judged.domain.state == DomainState::Active).then_some(name.as_str());
    if tenant.domain.as_deref() != canonical {
        app.directory.set_domain(&tenant.slug, canonical).await.map_err(problem)?;
    }
    if !judged.held {
        app.directory.release_host(name, &tenant.slug).await?;
    }
    Ok(())
}

async fn keep(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    read: &Stored<Domain>,
    after: &Domain,
) -> Result<(), Problem> {
    let mut batch = app.store.batch(scope);
    batch.replace(read, after);
    let before = &read.value;
    if (before.state, before.reason) != (after.state, after.reason) {
        let detail = serde_json::json!({ "domain": after.name, "state": [before.state, after.state], "reason": after.reason });
        let action = match after.state {
            DomainState::Active => "domain.activate",
            DomainState::Error => "domain.fail",
            DomainState::Pending | DomainState::Provisioning => "domain.check",
        };
        let mut event = Event::new("domain.changed", Domain::ID, read.version + 1, Audience::staff());
        event.data = detail.clone();
        batch.audit_with(actor, action, Domain::ID, detail).event(event);
    }
    match app.store.commit(batch).await {
        // Another look, or a release, came first: it knows more.
        Ok(_) | Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Gives a tenant's domain up; false where it has none. Other tenants must wait, and everybody must prove it anew.
pub async fn release(app: &App, scope: &Scope, tenant: &Tenant, actor: &Actor) -> Result<bool, Problem> {
    let Some(read) = app.store.get::<Domain>(scope, Domain::ID).await? else { return Ok(false) };
    if tenant.domain.is_some() {
        app.directory.set_domain(&tenant.slug, None).await.map_err(problem)?;
    }
    app.directory.release_host(&read.value.name, &tenant.slug).await?;
    let detail = serde_json::json!({ "domain": read.value.name });
    let event = Event::new("domain.released", Domain::ID, read.version, Audience::staff());
    let mut batch = app.store.batch(scope);
    batch.delete(&read).audit_with(actor, "domain.release", Domain::ID, detail).event(event);
    app.store.commit(batch).await?;
    Ok(true)
}

/// Looks all tenants' domains up: the timer's job. How many there were.
pub async fn check_all(app: &App) -> Result<u64, Problem> {
    let mut looked = 0;
    for tenant in app.directory.list().await? {
        if tenant.deletion.as_ref().is_some_and(|deletion| deletion.done_at.is_some()) {
            continue;
        }
        let Some((scope, tenant)) = app.directory.scope(&tenant.slug).await? else { continue };
        match check(app, &scope, &tenant, &Actor::operator()).await {
            Ok(looked_up) => looked += u64::from(looked_up),
            Err(problem) => tracing::warn!(?problem, tenant = %tenant.slug, "a domain was not looked up"),
        }
    }
    Ok(looked)
}

async fn look(app: &App, tenant: &Tenant, domain: &Domain) -> Result<Evidence, Problem> {
    let proof = match app.resolver.txt(&domain.proof_name()).await {
        Ok(texts) if texts.iter().any(|text| text.trim() == domain.proof()) => Sight::Yes,
        Ok(_) => Sight::No,
        Err(error) => silent(&error, &domain.name),
    };
    let leads = leads(app, &domain.name, &target(&app.settings, tenant)).await;
    let taken = app.directory.is_taken(&domain.name, &tenant.slug).await?;
    Ok(Evidence { proof, leads, taken })
}

/// A CNAME to the target, or the target's addresses: a domain without a host before it can have no CNAME.
async fn leads(app: &App, name: &str, target: &str) -> Sight {
    match app.resolver.cname(name).await {
        Ok(names) if names.iter().any(|found| found == target) => return Sight::Yes,
        Ok(_) => {}
        Err(error) => return silent(&error, name),
    }
    match (app.resolver.addresses(name).await, app.resolver.addresses(target).await) {
        (Ok(own), Ok(ours)) if !own.is_empty() && own.iter().all(|address| ours.contains(address)) => {
            Sight::Yes
        }
        (Ok(_), Ok(_)) => Sight::No,
        (Err(error), _) | (_, Err(error)) => silent(&error, name),
    }
}

fn silent(error: &DnsError, name: &str) -> Sight {
    tracing::info!(%error, name, "a domain could not be looked up");
    Sight::Unknown
}

fn problem(error: DirectoryError) -> Problem {
    match error {
        DirectoryError::Store(error) => error.into(),
        DirectoryError::HostTaken => Problem::Conflict(error.to_string().into()),
        other => Problem::internal(other),
    }
}
