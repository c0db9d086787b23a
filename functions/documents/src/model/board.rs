//! What a company is asked to sign, in short: so that a page's figures need no search.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::{Role, User};
use shared::id::{CompanyId, PolicyId, UserId};
use shared::store::{Document, Kind, Reach};

use super::{Policy, Signers};

/// Counts the changes of what a tenant's clients are asked to sign. A board that was made for another edition is made
/// anew.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Edition {
    id: String,
    /// How often something changed.
    pub(crate) number: u64,
}

/// Editions: one document for each tenant.
pub(crate) static EDITION: Kind =
    Kind { name: "policy_edition", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Edition {
    const KIND: &'static Kind = &EDITION;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Edition {
    /// The id of the tenant's one.
    pub(crate) const ID: &'static str = "policy_edition";

    /// The edition of that number.
    pub(crate) fn of(number: u64) -> Self {
        Self { id: Self::ID.to_owned(), number }
    }
}

/// A published policy in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ask {
    pub(crate) policy: PolicyId,
    pub(crate) version: u32,
    pub(crate) title: String,
    pub(crate) issuer: String,
    pub(crate) at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) deadline: Option<Date>,
    pub(crate) signers: Signers,
    /// Of the company's people those that were chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) people: Vec<UserId>,
}

impl Ask {
    /// What a policy asks of a company; `None` where it asks nobody.
    pub(crate) fn of(policy: Policy, company: &CompanyId) -> Option<Self> {
        let published = policy.asked()?.clone();
        let reach = published.reach;
        let people = reach.people.into_iter().filter(|one| one.company == *company).map(|one| one.user);
        Some(Self {
            policy: policy.id,
            version: published.version,
            title: published.terms.title,
            issuer: published.terms.issuer,
            at: published.at,
            deadline: reach.deadline,
            signers: reach.signers,
            people: people.collect(),
        })
    }

    /// True where this person of the board's company must sign.
    pub(crate) fn asks(&self, user: &User) -> bool {
        match self.signers {
            Signers::AllUsers => true,
            Signers::Admins => user.role == Role::CompanyAdmin,
            Signers::People => self.people.contains(&user.id),
        }
    }

    /// True where its last day is over.
    pub(crate) fn is_overdue(&self, today: Date) -> bool {
        self.deadline.is_some_and(|deadline| deadline < today)
    }
}

/// What one company is asked to sign.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Board {
    id: String,
    company: CompanyId,
    /// The edition that it was made for.
    pub(crate) edition: u64,
    /// Published policies.
    pub(crate) asks: Vec<Ask>,
}

/// Boards: one for each company.
pub(crate) static BOARD: Kind =
    Kind { name: "policy_board", reach: Reach::Company, indexes: &[], residual: &[], terms: false };

impl Document for Board {
    const KIND: &'static Kind = &BOARD;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

impl Board {
    /// The id of a company's one.
    pub(crate) fn id_of(company: &CompanyId) -> String {
        format!("pbd.{company}")
    }

    /// The board of a company for an edition.
    pub(crate) fn new(company: CompanyId, edition: u64, asks: Vec<Ask>) -> Self {
        Self { id: Self::id_of(&company), company, edition, asks }
    }
}
