//! What the directory knows of a tenant.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::TenantSlug;
use crate::id::TenantId;
use crate::store::{Document, Kind, Reach};

/// What kind of organisation a portal serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrgType {
    /// A managed service provider and its client companies.
    Msp,
    /// A nonprofit or church and its members.
    Mission,
}

/// Whether a tenant's people may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TenantStatus {
    /// Yes.
    Active,
    /// No; the data are kept.
    Suspended,
}

/// A tenant, as the directory keeps it under its slug for ever: a slug is never used again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tenant {
    /// Its slug; the document's id is `tenant.SLUG`.
    pub slug: TenantSlug,
    /// Its id.
    pub tenant_id: TenantId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub org_type: OrgType,
    /// Whether its people may sign in.
    pub status: TenantStatus,
    /// When it was created.
    pub created_at: Timestamp,
    /// The document's id.
    pub key: String,
}

/// A host name that leads to a tenant; the document's id is `host.NAME`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Host {
    /// The document's id.
    pub key: String,
    /// The tenant.
    pub slug: TenantSlug,
}

/// What a tenant is created from.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// Its slug.
    pub slug: TenantSlug,
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// What it is.
    pub org_type: OrgType,
}

/// Tenants in the directory.
pub(super) static TENANT: Kind =
    Kind { name: "tenant", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };
/// Host names in the directory.
pub(super) static HOST: Kind =
    Kind { name: "host", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Tenant {
    const KIND: &'static Kind = &TENANT;

    fn id(&self) -> &str {
        &self.key
    }
}

impl Document for Host {
    const KIND: &'static Kind = &HOST;

    fn id(&self) -> &str {
        &self.key
    }
}
