//! The directory of tenants: the only maker of [`Scope`]s.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use moka::future::Cache;

use super::model::{COOLDOWN, Deletion, GRACE, Host, NewTenant, OrgType, Tenant, TenantStatus};
use super::{Scope, TenantSettings, TenantSlug};
use crate::clock::{SharedClock, SharedEntropy};
use crate::id::{CompanyId, TenantId};
use crate::store::{
    Document, DocumentStore, Operation, Partition, RawDocument, StoreError, Stored, decode, envelope,
};

/// How long a process may believe what it read of a tenant: a suspension takes hold within this time.
const BELIEF: Duration = Duration::from_secs(15);
/// Disabled companies of a tenant at most: what fits into its document.
const MOST_CLOSED: usize = 2_000;
/// Lost races before giving up.
const TRIES: usize = 20;
/// At most this many tenants and hosts are remembered.
const REMEMBERED: u64 = 10_000;

/// Why the directory refused.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The slug was taken before, be it by a tenant that is gone.
    #[error("The slug {0} is taken by another tenant.")]
    SlugTaken(TenantSlug),
    /// No tenant has that slug.
    #[error("There is no tenant {0}.")]
    Unknown(TenantSlug),
    /// The host name leads to another tenant, or did until a short while ago.
    #[error("This domain belongs to another portal.")]
    HostTaken,
    /// The tenant's data are removed, or are being removed.
    #[error("The tenant {0} is deleted.")]
    Deleted(TenantSlug),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The directory.
#[derive(Clone)]
pub struct Directory {
    store: Arc<dyn DocumentStore>,
    clock: SharedClock,
    entropy: SharedEntropy,
    tenants: Cache<String, Option<Arc<Tenant>>>,
    hosts: Cache<String, Option<TenantSlug>>,
}

impl Directory {
    /// The directory kept in `store`.
    pub fn new(store: Arc<dyn DocumentStore>, clock: SharedClock, entropy: SharedEntropy) -> Self {
        let tenants = Cache::builder().max_capacity(REMEMBERED).time_to_live(BELIEF).build();
        let hosts = Cache::builder().max_capacity(REMEMBERED).time_to_live(BELIEF).build();
        Self { store, clock, entropy, tenants, hosts }
    }

    /// The tenant of that slug, as it was at most [`BELIEF`] ago.
    pub fn tenant<'a>(
        &'a self,
        slug: &'a TenantSlug,
    ) -> BoxFuture<'a, Result<Option<Arc<Tenant>>, StoreError>> {
        // Boxed: otherwise the cache's code is compiled anew into every crate that asks.
        Box::pin(self.find(slug))
    }

    async fn find(&self, slug: &TenantSlug) -> Result<Option<Arc<Tenant>>, StoreError> {
        if let Some(known) = self.tenants.get(slug.as_str()).await {
            return Ok(known);
        }
        let at = Partition::Tenant(slug.to_string());
        let (found, settings) = futures::try_join!(self.read(slug), self.store.get(&at, TenantSettings::ID))?;
        let settings = match settings {
            Some(raw) => Arc::new(decode::<TenantSettings>(raw)?.value),
            None => Arc::default(),
        };
        let found = found.map(|stored| Arc::new(Tenant { settings, ..stored.value }));
        self.tenants.insert(slug.to_string(), found.clone()).await;
        Ok(found)
    }

    /// The tenant that a host name leads to: a custom domain, in small letters and without port.
    pub async fn host(&self, name: &str) -> Result<Option<TenantSlug>, StoreError> {
        if let Some(known) = self.hosts.get(name).await {
            return Ok(known);
        }
        let key = format!("host.{name}");
        let found = match self.store.get(&Partition::Directory(key.clone()), &key).await? {
            Some(raw) => Some(decode::<Host>(raw)?.value),
            None => None,
        };
        let found = found.filter(|host| host.released_at.is_none()).map(|host| host.slug);
        self.hosts.insert(name.to_owned(), found.clone()).await;
        Ok(found)
    }

    /// The scope over all data of a tenant that exists and is active; `None` otherwise.
    pub async fn scope(&self, slug: &TenantSlug) -> Result<Option<(Scope, Arc<Tenant>)>, StoreError> {
        Ok(self.tenant(slug).await?.map(|tenant| (Scope::of_tenant(tenant.slug.clone()), tenant)))
    }

    /// The scope in which what is public of a tenant is looked up, without asking whether the tenant exists: an
    /// unknown slug's partition is empty.
    #[must_use]
    pub fn public_scope(&self, slug: TenantSlug) -> Scope {
        Scope::of_tenant(slug)
    }

    /// Creates a tenant, or gives the one that the same request created before; `true` where it is new.
    pub async fn create(&self, new: NewTenant) -> Result<(Tenant, bool), DirectoryError> {
        let tenant = Tenant {
            key: key(&new.slug),
            tenant_id: TenantId::mint(&*self.clock, &*self.entropy),
            slug: new.slug,
            name: new.name,
            org_type: new.org_type,
            status: TenantStatus::Active,
            created_at: self.clock.now(),
            domain: None,
            deletion: None,
            settings: Arc::default(),
            closed: BTreeSet::new(),
        };
        match self.write(&tenant, None).await {
            Ok(()) => Ok((tenant, true)),
            Err(StoreError::Conflict { .. }) => match self.read(&tenant.slug).await? {
                // Nothing is written any more to a tenant whose data are being removed.
                Some(there)
                    if there.value.deletion.as_ref().is_some_and(|end| end.after <= tenant.created_at) =>
                {
                    Err(DirectoryError::SlugTaken(tenant.slug))
                }
                Some(there) if there.value.org_type == tenant.org_type && there.value.name == tenant.name => {
                    Ok((there.value, false))
                }
                _ => Err(DirectoryError::SlugTaken(tenant.slug)),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Suspends or resumes a tenant. Resuming one that is to be deleted takes the deletion back, as long as nothing
    /// has been removed.
    pub async fn set_status(
        &self,
        slug: &TenantSlug,
        status: TenantStatus,
    ) -> Result<Tenant, DirectoryError> {
        let now = self.clock.now();
        self.change(slug, |tenant| match &tenant.deletion {
            Some(deletion) if status == TenantStatus::Active && deletion.after <= now => {
                Err(DirectoryError::Deleted(slug.clone()))
            }
            _ if status == TenantStatus::Active => Ok(Tenant { status, deletion: None, ..tenant }),
            _ => Ok(Tenant { status, ..tenant }),
        })
        .await
    }

    /// Suspends a tenant and has its data removed when [`GRACE`] is over. Asked again, nothing changes.
    pub async fn delete(&self, slug: &TenantSlug) -> Result<Tenant, DirectoryError> {
        let now = self.clock.now();
        self.change(slug, |tenant| {
            let deletion = tenant.deletion.clone().unwrap_or(Deletion {
                requested_at: now,
                after: now + GRACE,
                done_at: None,
            });
            Ok(Tenant { status: TenantStatus::Suspended, deletion: Some(deletion), ..tenant })
        })
        .await
    }

    /// Notes that the last data of a deleted tenant are gone.
    pub async fn deleted(&self, slug: &TenantSlug) -> Result<Tenant, DirectoryError> {
        let now = self.clock.now();
        self.change(slug, |tenant| {
            let deletion =
                tenant.deletion.clone().map(|deletion| Deletion { done_at: Some(now), ..deletion });
            Ok(Tenant { deletion, domain: None, ..tenant })
        })
        .await
    }

    /// Says which custom domain is the tenant's canonical host; `None` for none.
    pub async fn set_domain(
        &self,
        slug: &TenantSlug,
        domain: Option<&str>,
    ) -> Result<Tenant, DirectoryError> {
        self.change(slug, |tenant| Ok(Tenant { domain: domain.map(str::to_owned), ..tenant })).await
    }

    /// Has this process read the tenant anew: after its settings changed.
    pub async fn forget(&self, slug: &TenantSlug) {
        self.tenants.invalidate(slug.as_str()).await;
    }

    async fn change(
        &self,
        slug: &TenantSlug,
        change: impl FnOnce(Tenant) -> Result<Tenant, DirectoryError>,
    ) -> Result<Tenant, DirectoryError> {
        let stored = self.read(slug).await?.ok_or_else(|| DirectoryError::Unknown(slug.clone()))?;
        let changed = change(stored.value.clone())?;
        self.write(&changed, Some(&stored)).await?;
        self.forget(slug).await;
        Ok(changed)
    }

    /// Says whether the people of a company are served: at once in this process, within 15 seconds in others, as for a
    /// suspension. The same call again changes nothing.
    ///
    /// Errors: [`StoreError::TooLarge`] above 2,000 companies that are not.
    pub async fn serve_company(
        &self,
        slug: &TenantSlug,
        company: &CompanyId,
        served: bool,
    ) -> Result<(), DirectoryError> {
        for _ in 0..TRIES {
            let stored = self.read(slug).await?.ok_or_else(|| DirectoryError::Unknown(slug.clone()))?;
            let mut changed = stored.value.clone();
            let news =
                if served { changed.closed.remove(company) } else { changed.closed.insert(company.clone()) };
            if changed.closed.len() > MOST_CLOSED {
                return Err(
                    StoreError::TooLarge(format!("more than {MOST_CLOSED} disabled companies")).into()
                );
            }
            match if news { self.write(&changed, Some(&stored)).await } else { Ok(()) } {
                Ok(()) => {
                    self.tenants.invalidate(slug.as_str()).await;
                    return Ok(());
                }
                Err(StoreError::Stale { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(StoreError::Throttled { retry_after: Duration::from_secs(1) }.into())
    }

    /// Takes over a tenant of another store as it is: part of moving it here.
    pub async fn adopt(&self, tenant: &Tenant) -> Result<(), DirectoryError> {
        match self.read(&tenant.slug).await? {
            Some(there) if there.value.tenant_id != tenant.tenant_id => {
                Err(DirectoryError::SlugTaken(tenant.slug.clone()))
            }
            Some(there) => Ok(self.write(tenant, Some(&there)).await?),
            None => Ok(self.write(tenant, None).await?),
        }
    }

    /// Leads a host name to a tenant that has proven that it is its own. One host leads to one tenant: another
    /// tenant's is refused, also for [`COOLDOWN`] after that one gave it up.
    pub async fn claim_host(&self, host: &str, slug: &TenantSlug) -> Result<(), DirectoryError> {
        let entry = Host { key: format!("host.{host}"), slug: slug.clone(), released_at: None };
        let at = Partition::Directory(entry.key.clone());
        let operation = match self.read_host(host).await? {
            Some(there) => {
                let cooled = there.value.released_at.is_some_and(|at| at + COOLDOWN <= self.clock.now());
                if there.value.slug != *slug && !cooled {
                    return Err(DirectoryError::HostTaken);
                }
                if there.value.slug == *slug && there.value.released_at.is_none() {
                    return Ok(());
                }
                Operation::Replace(self.raw(&entry, there.version + 1)?, there.tag)
            }
            None => Operation::Create(self.raw(&entry, 1)?),
        };
        match self.store.commit(&at, vec![operation]).await {
            Ok(_) => {}
            // Somebody else came first.
            Err(StoreError::Conflict { .. } | StoreError::Stale { .. }) => {
                return Err(DirectoryError::HostTaken);
            }
            Err(error) => return Err(error.into()),
        }
        self.hosts.invalidate(host).await;
        Ok(())
    }

    /// Gives a host name up; nothing happens where it leads to another tenant.
    pub async fn release_host(&self, host: &str, slug: &TenantSlug) -> Result<(), StoreError> {
        let Some(there) = self.read_host(host).await? else { return Ok(()) };
        if there.value.slug == *slug && there.value.released_at.is_none() {
            let entry = Host { released_at: Some(self.clock.now()), ..there.value.clone() };
            let at = Partition::Directory(entry.key.clone());
            let operation = Operation::Replace(self.raw(&entry, there.version + 1)?, there.tag);
            self.store.commit(&at, vec![operation]).await?;
        }
        self.hosts.invalidate(host).await;
        Ok(())
    }

    /// True where the host name leads to another tenant, or did until less than [`COOLDOWN`] ago.
    pub async fn is_taken(&self, host: &str, slug: &TenantSlug) -> Result<bool, StoreError> {
        let now = self.clock.now();
        Ok(self.read_host(host).await?.is_some_and(|there| {
            there.value.slug != *slug && there.value.released_at.is_none_or(|at| at + COOLDOWN > now)
        }))
    }

    async fn read_host(&self, host: &str) -> Result<Option<Stored<Host>>, StoreError> {
        let key = format!("host.{host}");
        self.store.get(&Partition::Directory(key.clone()), &key).await?.map(decode).transpose()
    }

    /// All tenants by slug.
    pub async fn list(&self) -> Result<Vec<Tenant>, StoreError> {
        let mut tenants = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = self.store.directory(after.as_deref(), 500).await?;
            let Some(last) = page.last() else { return Ok(tenants) };
            after = Some(last.id.clone());
            for raw in page.into_iter().filter(|raw| raw.kind == Tenant::KIND.name) {
                tenants.push(decode::<Tenant>(raw)?.value);
            }
        }
    }

    async fn read(&self, slug: &TenantSlug) -> Result<Option<Stored<Tenant>>, StoreError> {
        let key = key(slug);
        self.store.get(&Partition::Directory(key.clone()), &key).await?.map(decode).transpose()
    }

    async fn write(&self, tenant: &Tenant, read: Option<&Stored<Tenant>>) -> Result<(), StoreError> {
        let at = Partition::Directory(tenant.key.clone());
        let operation = match read {
            Some(read) => Operation::Replace(self.raw(tenant, read.version + 1)?, read.tag.clone()),
            None => Operation::Create(self.raw(tenant, 1)?),
        };
        self.store.commit(&at, vec![operation]).await.map(drop)
    }

    fn raw<T: Document>(&self, value: &T, version: u64) -> Result<RawDocument, StoreError> {
        envelope(value, version, self.clock.now())
    }
}

fn key(slug: &TenantSlug) -> String {
    format!("tenant.{slug}")
}

impl OrgType {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Msp => "msp",
            Self::Mission => "mission",
        }
    }
}
