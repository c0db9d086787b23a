//! What a company is asked to sign, in short: so that a page's figures need no search.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::{Role, User};
use shared::id::{CompanyId, PolicyId, UserId};
use shared::store::{Document, Kind, Reach};

use super::{Policy, Signers};

/// The edition of what a tenant's clients are asked to sign. A board that was made for another is made anew.
pub(crate) const EDITION: &str = "policy_edition";

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
        shared::day::is_overdue(self.deadline, today)
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
