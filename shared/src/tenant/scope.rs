//! A scope: the proof that somebody may reach the data of a tenant, or of one company of it.

use super::TenantSlug;
use crate::id::CompanyId;
use crate::store::{Kind, Partition, Reach};

/// Whose data may be reached. Only the tenant directory makes one; every call of the store takes one.
///
/// Its tenant *is* the partition key. Where it names a company, documents of other companies do not exist.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    tenant: TenantSlug,
    company: Option<CompanyId>,
}

impl Scope {
    pub(super) fn of_tenant(tenant: TenantSlug) -> Self {
        Self { tenant, company: None }
    }

    /// The same tenant, narrowed to one company: a scope can only shrink.
    #[must_use]
    pub fn of_company(&self, company: CompanyId) -> Self {
        Self { tenant: self.tenant.clone(), company: Some(company) }
    }

    /// The tenant.
    #[must_use]
    pub fn tenant(&self) -> &TenantSlug {
        &self.tenant
    }

    /// The company that it is narrowed to.
    #[must_use]
    pub fn company(&self) -> Option<&CompanyId> {
        self.company.as_ref()
    }

    pub(crate) fn partition(&self) -> Partition {
        Partition::Tenant(self.tenant.to_string())
    }

    pub(crate) fn may_see(&self, kind: &Kind, company: Option<&str>) -> bool {
        match (&self.company, kind.reach) {
            (Some(own), Reach::Company) => company == Some(own.as_str()),
            // Who may read one stands in the document itself; see the typed store. Written by staff alone.
            (Some(_), Reach::Targeted) => false,
            _ => true,
        }
    }
}
