//! A client company.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::login_key;
use shared::id::CompanyId;
use shared::store::{Document, Index, Kind, Reach, Stored, terms};
use utoipa::ToSchema;

/// Whether a company's people are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CompanyStatus {
    /// They are.
    Active,
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
    /// Whether its people are served.
    pub(crate) status: CompanyStatus,
}

/// Companies. Of the tenant, not of the company: clients never list them.
pub(crate) static COMPANY: Kind = Kind {
    name: "company",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &[], each: None, order: "sort_name" },
        Index { by: &["psa_company_id"], each: None, order: "sort_name" },
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
        terms(texts.chain(self.email_domains.iter().map(String::as_str)))
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
