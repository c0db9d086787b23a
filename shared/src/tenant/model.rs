//! What the directory knows of a tenant.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{TenantSettings, TenantSlug};
use crate::account::User;
use crate::id::{CompanyId, TenantId};
use crate::settings::Settings;
use crate::store::{Document, Kind, Reach};

/// How long a tenant that is to be deleted can still be brought back.
pub const GRACE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How long a domain that was given up stays closed to other tenants.
pub const COOLDOWN: SignedDuration = SignedDuration::from_hours(24 * 3);

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
    /// The custom domain that leads here, where one is active: the tenant's canonical host.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// That it is to be deleted, or was; suspended then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deletion: Option<Deletion>,
    /// Client companies whose people are not served: here, because every request knows its tenant already.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub closed: BTreeSet<CompanyId>,
    /// The document's id.
    pub key: String,
    /// What its admins decided; read along with it and as old as it.
    #[serde(skip)]
    pub settings: Arc<TenantSettings>,
}

/// The end of a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Deletion {
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// From then on its data are removed.
    pub after: Timestamp,
    /// When the last of its data were removed; only the slug is kept then, so that it is never used again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Timestamp>,
}

impl Tenant {
    /// Where browsers reach this tenant's portal: its active custom domain, else its subdomain, else the portal's own
    /// address. Never taken from a request. A path behind it needs `?tenant=` unless [`Tenant::has_own_host`].
    #[must_use]
    pub fn origin(&self, settings: &Settings) -> String {
        let scheme = settings.origin.split_once("://").map_or("https", |(scheme, _)| scheme);
        match (&self.domain, &settings.base_domain) {
            (Some(domain), _) => format!("https://{domain}"),
            (None, Some(base)) => format!("{scheme}://{}.{base}", self.slug),
            (None, None) => settings.origin.clone(),
        }
    }

    /// True where [`Tenant::origin`] alone says which tenant is meant.
    #[must_use]
    pub fn has_own_host(&self, settings: &Settings) -> bool {
        self.domain.is_some() || settings.base_domain.is_some()
    }
}

impl Tenant {
    /// False where the person's company is disabled: they cannot sign in, and their sessions are over.
    #[must_use]
    pub fn serves(&self, user: &User) -> bool {
        user.company.as_ref().is_none_or(|company| !self.closed.contains(&company.id))
    }
}

/// A host name that leads to a tenant; the document's id is `host.NAME`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Host {
    /// The document's id.
    pub key: String,
    /// The tenant.
    pub slug: TenantSlug,
    /// When the tenant gave it up: it leads nowhere then, and to nobody else before [`COOLDOWN`] is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_at: Option<Timestamp>,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant(domain: Option<&str>) -> Tenant {
        Tenant {
            slug: TenantSlug::parse("acme").unwrap(),
            tenant_id: TenantId::parse("tnt_00000000000000000000000000").unwrap(),
            name: "Acme".into(),
            org_type: OrgType::Msp,
            status: TenantStatus::Active,
            created_at: Timestamp::UNIX_EPOCH,
            closed: BTreeSet::new(),
            domain: domain.map(str::to_owned),
            deletion: None,
            key: "tenant.acme".into(),
            settings: Arc::default(),
        }
    }

    #[test]
    fn sec_07_links_lead_to_the_domain_then_the_subdomain_then_the_portal() {
        let read = |pairs: &[(&str, &str)]| {
            Settings::read(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
                .unwrap()
        };
        let plain = read(&[("PORTAL_ORIGIN", "https://app.portal.example")]);
        let based = read(&[
            ("PORTAL_ORIGIN", "https://app.portal.example"),
            ("PORTAL_BASE_DOMAIN", "portal.example"),
        ]);
        for (domain, settings, expected) in [
            (None, &plain, "https://app.portal.example/portal/register?invite=x&tenant=acme"),
            (None, &based, "https://acme.portal.example/portal/register?invite=x"),
            (Some("help.acme.example"), &plain, "https://help.acme.example/portal/register?invite=x"),
            (Some("help.acme.example"), &based, "https://help.acme.example/portal/register?invite=x"),
        ] {
            assert_eq!(tenant(domain).page(settings, "/portal/register?invite=x"), expected);
        }
        assert_eq!(tenant(None).page(&plain, "/admin"), "https://app.portal.example/admin?tenant=acme");
    }
}
