//! The directory of tenants: the only maker of [`Scope`]s.

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;

use super::model::{Host, NewTenant, OrgType, Tenant, TenantStatus};
use super::{Scope, TenantSlug};
use crate::clock::{SharedClock, SharedEntropy};
use crate::id::TenantId;
use crate::store::{
    Document, DocumentStore, Operation, Partition, RawDocument, StoreError, Stored, Tag, decode,
};

/// How long a process may believe what it read of a tenant: a suspension takes hold within this time.
const BELIEF: Duration = Duration::from_secs(15);
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
    pub async fn tenant(&self, slug: &TenantSlug) -> Result<Option<Arc<Tenant>>, StoreError> {
        if let Some(known) = self.tenants.get(slug.as_str()).await {
            return Ok(known);
        }
        let found = self.read(slug).await?.map(|stored| Arc::new(stored.value));
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
            Some(raw) => Some(decode::<Host>(raw)?.value.slug),
            None => None,
        };
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
        };
        match self.write(&tenant, None).await {
            Ok(()) => Ok((tenant, true)),
            Err(StoreError::Conflict { .. }) => match self.read(&tenant.slug).await? {
                Some(there) if there.value.org_type == tenant.org_type && there.value.name == tenant.name => {
                    Ok((there.value, false))
                }
                _ => Err(DirectoryError::SlugTaken(tenant.slug)),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Suspends or resumes a tenant.
    pub async fn set_status(
        &self,
        slug: &TenantSlug,
        status: TenantStatus,
    ) -> Result<Tenant, DirectoryError> {
        let stored = self.read(slug).await?.ok_or_else(|| DirectoryError::Unknown(slug.clone()))?;
        let changed = Tenant { status, ..stored.value.clone() };
        self.write(&changed, Some(&stored)).await?;
        self.tenants.invalidate(slug.as_str()).await;
        Ok(changed)
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

    /// Leads a host name to a tenant.
    pub async fn lead(&self, host: &str, slug: &TenantSlug) -> Result<(), StoreError> {
        let entry = Host { key: format!("host.{host}"), slug: slug.clone() };
        let at = Partition::Directory(entry.key.clone());
        let operation = match self.store.get(&at, &entry.key).await? {
            Some(raw) => {
                let stored = decode::<Host>(raw)?;
                Operation::Replace(self.raw(&entry, stored.version + 1)?, stored.tag)
            }
            None => Operation::Create(self.raw(&entry, 1)?),
        };
        self.store.commit(&at, vec![operation]).await?;
        self.hosts.invalidate(host).await;
        Ok(())
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
        let now = self.clock.now();
        let data =
            serde_json::value::to_raw_value(value).map_err(|error| StoreError::Misuse(error.to_string()))?;
        Ok(RawDocument {
            id: value.id().to_owned(),
            kind: T::KIND.name.to_owned(),
            company: None,
            schema: T::SCHEMA,
            version,
            created_at: now,
            updated_at: now,
            expires_at: None,
            data,
            terms: Vec::new(),
            tag: Tag::default(),
        })
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
