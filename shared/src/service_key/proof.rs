//! The proof that a machine called with a key that opens what it asks for.

use std::marker::PhantomData;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use jiff::SignedDuration;

use super::store::{read, replace};
use super::{KeyOwner, KeyScope, ServiceKeyRecord, text};
use crate::app::App;
use crate::audit::Actor;
use crate::http::client_address;
use crate::problem::Problem;
use crate::store::Stored;
use crate::tenant::{TenantSlug, TenantStatus};

/// The header.
const HEADER: &str = "x-integration-key";
/// How exactly the last use is noted: finer would be a write for every call.
const EXACTNESS: SignedDuration = SignedDuration::from_mins(5);

/// What an operation asks of a key.
pub trait KeyLevel: Send + Sync + 'static {
    /// The scope that the key must have.
    const SCOPE: KeyScope;
}

/// Creates and ends tenants.
pub struct Provisioning;
/// Reads what the directory knows of a tenant.
pub struct Reading;
/// Exports a tenant.
pub struct Exporting;
/// Sends invoices.
pub struct Invoicing;
/// Sends policies to be signed.
pub struct Signing;
/// Sends the PSA's contacts.
pub struct Contacting;

impl KeyLevel for Provisioning {
    const SCOPE: KeyScope = KeyScope::Tenants;
}
impl KeyLevel for Reading {
    const SCOPE: KeyScope = KeyScope::TenantRead;
}
impl KeyLevel for Exporting {
    const SCOPE: KeyScope = KeyScope::TenantExport;
}
impl KeyLevel for Signing {
    const SCOPE: KeyScope = KeyScope::Signing;
}
impl KeyLevel for Invoicing {
    const SCOPE: KeyScope = KeyScope::Invoices;
}
impl KeyLevel for Contacting {
    const SCOPE: KeyScope = KeyScope::Contacts;
}

/// A key that holds and has the scope of `L`. No session takes its place. Costs one point read.
///
/// Ends: 401 where no key is sent, or none that holds; 403 where it holds but has not the scope.
pub struct ServiceKey<L: KeyLevel> {
    owner: KeyOwner,
    record: ServiceKeyRecord,
    address: Option<String>,
    level: PhantomData<fn() -> L>,
}

impl<L: KeyLevel> ServiceKey<L> {
    /// Whose key it is.
    #[must_use]
    pub fn owner(&self) -> &KeyOwner {
        &self.owner
    }

    /// The key's id, for idempotency and rates.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.record.id
    }

    /// True where callbacks can be signed for whoever holds the key.
    #[must_use]
    pub fn signs_callbacks(&self) -> bool {
        self.record.callback.is_some()
    }

    /// 404 where the key is another tenant's: as for one that does not exist.
    pub fn reaches(&self, slug: &TenantSlug) -> Result<(), Problem> {
        match &self.owner {
            KeyOwner::Installation => Ok(()),
            KeyOwner::Tenant(own) if own == slug => Ok(()),
            KeyOwner::Tenant(_) => Err(Problem::NotFound),
        }
    }

    /// Whose data a call means that may name its tenant: a tenant's key means its own.
    ///
    /// Ends: 404 another tenant's key, or no such slug · 422 the installation's key, and none is named.
    pub fn means(&self, named: Option<&str>) -> Result<TenantSlug, Problem> {
        match (named.map(TenantSlug::parse), &self.owner) {
            (Some(Ok(slug)), _) => self.reaches(&slug).map(|()| slug),
            (Some(Err(_)), _) => Err(Problem::NotFound),
            (None, KeyOwner::Tenant(own)) => Ok(own.clone()),
            (None, KeyOwner::Installation) => {
                Err(Problem::field("tenant", "Name the tenant: this key is the whole installation's."))
            }
        }
    }

    /// The key as the audit log remembers it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            id: format!("key_{}", self.record.id),
            name: self.record.name.clone(),
            role: "service".to_owned(),
            address: self.address.clone(),
            ..Actor::default()
        }
    }
}

impl<S, L: KeyLevel> FromRequestParts<S> for ServiceKey<L>
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let app = App::from_ref(state);
        let address = client_address(parts, &app.settings);
        let mut sent = parts.headers.get_all(HEADER).iter();
        let (Some(value), None) = (sent.next(), sent.next()) else { return Err(Problem::Unauthorized) };
        let sent = value.to_str().ok().and_then(text::read).ok_or(Problem::Unauthorized)?;
        let found = read(&app, &sent.owner, sent.id).await?;
        let digest = text::digest(sent.secret);
        let kept = found.as_ref().map_or("", |found| found.value.hash.as_str());
        let right = text::same(&digest, kept);
        let found = found.filter(|found| right && found.value.revoked_at.is_none());
        let found = found.ok_or(Problem::Unauthorized)?;
        if let KeyOwner::Tenant(slug) = &sent.owner {
            let tenant = app.directory.tenant(slug).await?.ok_or(Problem::Unauthorized)?;
            if tenant.status != TenantStatus::Active {
                return Err(Problem::Unauthorized);
            }
        }
        app.limits.address(Some(&found.value.document))?;
        let own = sent.owner == KeyOwner::Installation || KeyScope::OF_TENANTS.contains(&L::SCOPE);
        if !own || !found.value.scopes.contains(&L::SCOPE) {
            return Err(Problem::Forbidden("This service key lacks the scope for this operation.".into()));
        }
        note_use(&app, &sent.owner, &found).await;
        Ok(Self { owner: sent.owner, record: found.value, address, level: PhantomData })
    }
}

/// Notes that the key is in use. Whether it succeeds does not matter to the caller.
async fn note_use(app: &App, owner: &KeyOwner, found: &Stored<ServiceKeyRecord>) {
    let now = app.clock.now();
    if found.value.last_used_at.is_some_and(|at| now.duration_since(at) < EXACTNESS) {
        return;
    }
    let used = ServiceKeyRecord { last_used_at: Some(now), ..found.value.clone() };
    if let Err(error) = replace(app, owner, found, &used).await {
        tracing::debug!(%error, "the last use of a key was not noted");
    }
}
