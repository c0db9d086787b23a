//! Tenants on the wire.

use jiff::Timestamp;
use serde::Serialize;
use shared::id::TenantId;
use shared::problem::Problem;
use shared::tenant::{Deletion, DirectoryError, OrgType, Tenant, TenantSlug, TenantStatus};
use utoipa::ToSchema;

/// A tenant, as the directory knows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProvisionedTenant {
    /// Its id.
    pub(crate) tenant_id: TenantId,
    /// Its slug.
    #[schema(value_type = String)]
    pub(crate) tenant_slug: TenantSlug,
    /// Its name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) org_type: OrgType,
    /// Whether its people may sign in.
    pub(crate) status: TenantStatus,
    /// When it was created.
    pub(crate) created_at: Timestamp,
    /// Its active custom domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<String>,
    /// That it is to be deleted, or was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deletion: Option<Deletion>,
}

impl ProvisionedTenant {
    pub(crate) fn of(tenant: &Tenant) -> Self {
        Self {
            tenant_id: tenant.tenant_id.clone(),
            tenant_slug: tenant.slug.clone(),
            name: tenant.name.clone(),
            org_type: tenant.org_type,
            status: tenant.status,
            created_at: tenant.created_at,
            domain: tenant.domain.clone(),
            deletion: tenant.deletion.clone(),
        }
    }
}

/// The slug in a path; text that can be none names no tenant.
pub(crate) fn slug(text: &str) -> Result<TenantSlug, Problem> {
    TenantSlug::parse(text).map_err(|_| Problem::NotFound)
}

/// What the directory's refusal means to a caller.
pub(crate) fn refused(error: DirectoryError) -> Problem {
    match error {
        DirectoryError::SlugTaken(_) => {
            Problem::Conflict("This slug is or was used by another tenant. Choose another.".into())
        }
        DirectoryError::Deleted(_) => {
            Problem::Conflict("The tenant's data is being deleted; it cannot be restored.".into())
        }
        DirectoryError::Unknown(_) => Problem::NotFound,
        DirectoryError::HostTaken => Problem::Conflict(error.to_string().into()),
        DirectoryError::Store(error) => error.into(),
    }
}
