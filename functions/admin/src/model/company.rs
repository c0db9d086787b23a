//! A client company.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::login_key;
use shared::id::CompanyId;
use shared::store::{Document, Index, Kind, Reach, Stored, terms};
use utoipa::ToSchema;

/// Whether a company's people are served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CompanyStatus {
    /// They are.
    #[default]
    Active,
    /// They cannot sign in, and their sessions are over; the data are kept.
    Disabled,
}

impl CompanyStatus {
    /// The word on the wire.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
        }
    }
}

/// A client company as kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Company {
    /// Its id.
    pub(crate) id: CompanyId,
    /// Its name, unique in the tenant without regard to case.
    pub(crate) name: String,
    /// [`shared::store::sort_key`] of the name.
    pub(crate) sort_name: String,
    /// Whom to write to.
    #[serde(default)]
    pub(crate) contact_email: Option<String>,
    /// Domains of its people's emails, in small letters.
    #[serde(default)]
    pub(crate) email_domains: Vec<String>,
    /// What it is called in the provider's PSA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) psa_company_id: Option<String>,
    /// Whether the PSA's contacts with portal access become its users by themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) psa_auto_provisioning: bool,
    /// What staff want to remember; clients never see it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) notes: String,
    /// Whether its people are served.
    pub(crate) status: CompanyStatus,
}

/// Companies. Of the tenant, not of the company: clients never list them.
pub(crate) static COMPANY: Kind = Kind {
    name: "company",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &[], each: None, order: "sort_name" },
        Index { by: &["status"], each: None, order: "sort_name" },
        Index { by: &["psa_company_id"], each: None, order: "sort_name" },
        Index { by: &[], each: Some("email_domains"), order: "sort_name" },
    ],
    residual: &["status"],
    terms: true,
};

impl Document for Company {
    const KIND: &'static Kind = &COMPANY;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn terms(&self) -> Vec<String> {
        let texts = [self.name.as_str()].into_iter().chain(self.contact_email.as_deref());
        let texts = texts.chain(self.email_domains.iter().map(String::as_str));
        terms(texts.chain(self.psa_company_id.as_deref()))
    }
}

/// That a name is taken: its id can exist once only.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CompanyName {
    /// `cnm.KEY`, of [`login_key`] of the name.
    pub(crate) id: String,
    /// The company that has it.
    pub(crate) company: CompanyId,
}

/// Taken names; read and written by id alone.
pub(crate) static COMPANY_NAME: Kind =
    Kind { name: "company_name", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for CompanyName {
    const KIND: &'static Kind = &COMPANY_NAME;

    fn id(&self) -> &str {
        &self.id
    }
}

impl CompanyName {
    /// The id of the reservation of a name.
    pub(crate) fn id_of(name: &str) -> String {
        format!("cnm.{}", login_key(name))
    }

    /// The reservation that belongs to a company.
    pub(crate) fn of(company: &Company) -> Self {
        Self { id: Self::id_of(&company.name), company: company.id.clone() }
    }
}

/// A client company.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Company)]
pub(crate) struct CompanyView {
    /// Its id.
    pub(crate) id: CompanyId,
    /// Its name.
    pub(crate) name: String,
    /// Whom to write to.
    pub(crate) contact_email: Option<String>,
    /// Domains of its people's emails.
    pub(crate) email_domains: Vec<String>,
    /// What it is called in the provider's PSA.
    #[serde(default)]
    pub(crate) psa_company_id: Option<String>,
    /// Whether the PSA's contacts with portal access become its users by themselves.
    #[serde(default)]
    pub(crate) psa_auto_provisioning: bool,
    /// What staff want to remember; clients never see it.
    #[serde(default)]
    pub(crate) notes: String,
    /// Whether its people are served.
    pub(crate) status: CompanyStatus,
    /// How many users it has; in the answer about one company alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user_count: Option<u64>,
    /// When it was created.
    pub(crate) created_at: Timestamp,
    /// Its version, as in `ETag`.
    pub(crate) version: u64,
}

impl CompanyView {
    /// Of a company with this version.
    pub(crate) fn new(company: &Company, version: u64, created_at: Timestamp) -> Self {
        Self {
            id: company.id.clone(),
            name: company.name.clone(),
            contact_email: company.contact_email.clone(),
            email_domains: company.email_domains.clone(),
            psa_company_id: company.psa_company_id.clone(),
            psa_auto_provisioning: company.psa_auto_provisioning,
            notes: company.notes.clone(),
            status: company.status,
            user_count: None,
            created_at,
            version,
        }
    }

    /// Of a company as stored.
    pub(crate) fn of(stored: &Stored<Company>) -> Self {
        Self::new(&stored.value, stored.version, stored.created_at)
    }
}
