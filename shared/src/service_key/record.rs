//! A key as it is kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::sealed::Sealed;
use crate::store::{Document, Index, Kind, Reach};
use crate::tenant::TenantSlug;

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyScope {
    /// Create, suspend, resume and delete tenants: for keys of the installation alone.
    Tenants,
    /// Read what the directory knows of a tenant.
    TenantRead,
    /// Export a tenant's data whole.
    TenantExport,
    /// Send invoices.
    Invoices,
    /// Send policies to be signed.
    Signing,
    /// Send the PSA's contacts.
    Contacts,
}

impl KeyScope {
    /// What a tenant's own keys may open.
    pub const OF_TENANTS: [Self; 5] =
        [Self::TenantRead, Self::TenantExport, Self::Invoices, Self::Signing, Self::Contacts];

    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tenants => "tenants",
            Self::TenantRead => "tenant_read",
            Self::TenantExport => "tenant_export",
            Self::Invoices => "invoices",
            Self::Signing => "signing",
            Self::Contacts => "contacts",
        }
    }

    /// Reads a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Tenants, Self::TenantRead, Self::TenantExport, Self::Invoices, Self::Signing, Self::Contacts]
            .into_iter()
            .find(|scope| scope.as_str() == word)
    }
}

/// Whose a key is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyOwner {
    /// The whole installation's: reaches every tenant.
    Installation,
    /// One tenant's: reaches nothing else.
    Tenant(TenantSlug),
}

/// A key as it is kept: never the key itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceKeyRecord {
    /// The document's id: `service_key.ID`, in the installation's directory `key.ID`.
    pub document: String,
    /// Its id, which is part of the key's text.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<KeyScope>,
    /// SHA-256 of the secret in hexadecimal.
    pub hash: String,
    /// What signs callbacks to whoever holds it; only for keys that push what is called back about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback: Option<Sealed>,
    /// Who made it.
    pub created_by: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to a few minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked: from then on it opens nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

/// Keys of a tenant by time.
pub static SERVICE_KEY: Kind = Kind {
    name: "service_key",
    reach: Reach::Tenant,
    indexes: &[Index { by: &[], each: None, order: "created_at" }],
    residual: &[],
    terms: false,
};

impl Document for ServiceKeyRecord {
    const KIND: &'static Kind = &SERVICE_KEY;

    #[expect(clippy::misnamed_getters, reason = "the document's id is more than the key's")]
    fn id(&self) -> &str {
        &self.document
    }
}
