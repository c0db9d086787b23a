//! Compliance as staff see it.

use jiff::civil::Date;
use serde::Serialize;
use shared::account::CompanyRef;
use shared::id::{PolicyId, UserId};
use utoipa::ToSchema;

use crate::compliance::{Sum, of_company, of_policy, total};
use crate::model::{Demand, Ledger, Tally};
use crate::standing::{Score, Standing};

/// How far all companies together have come with one policy.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PolicyCompliance)]
pub(crate) struct PolicyPart {
    /// The policy.
    id: PolicyId,
    /// Its title.
    title: String,
    /// The version that is asked for.
    version: u32,
    /// The last day on which it is signed in time.
    deadline: Option<Date>,
    /// Companies that are asked.
    companies: u64,
    /// Missing signatures whose last day is over.
    overdue: u64,
    /// How far.
    #[serde(flatten)]
    score: Score,
}

/// How far everybody has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Compliance {
    /// Companies with people who must sign something.
    companies: u64,
    /// People who have still something to sign.
    open_people: u64,
    /// Missing signatures whose last day is over.
    overdue: u64,
    /// Of all policies and companies together.
    #[serde(flatten)]
    score: Score,
    /// Of each published policy: the worst first.
    policies: Vec<PolicyPart>,
}

impl Compliance {
    pub(crate) fn of(ledger: &Ledger, tallies: &[Tally], today: Date) -> Self {
        let part = |demand: &Demand| (demand.clone(), of_policy(tallies, demand, today));
        let parts: Vec<(Demand, (Sum, u64))> = ledger.demands.iter().map(part).collect();
        let sum = total(parts.iter().map(|(_, (sum, _))| *sum));
        let view = |(demand, (sum, companies)): (Demand, (Sum, u64))| PolicyPart {
            id: demand.policy,
            title: demand.title,
            version: demand.version,
            deadline: demand.deadline,
            companies,
            overdue: sum.overdue,
            score: sum.score(),
        };
        let mut policies: Vec<PolicyPart> = parts.into_iter().map(view).collect();
        policies.sort_by(|a, b| (a.score.score, &a.title, &a.id).cmp(&(b.score.score, &b.title, &b.id)));
        let asked = tallies.iter().filter(|tally| !tally.counts.is_empty());
        Self {
            companies: asked.count() as u64,
            open_people: tallies.iter().map(|tally| tally.open_people).sum(),
            overdue: sum.overdue,
            score: sum.score(),
            policies,
        }
    }
}

/// How far one company has come.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CompanyCompliance)]
pub(crate) struct CompanyPart {
    /// The company.
    company: CompanyRef,
    /// Policies that it is asked to sign.
    policies: u64,
    /// People who have still something to sign, of any policy.
    open_people: u64,
    /// Missing signatures whose last day is over.
    overdue: u64,
    /// How far.
    #[serde(flatten)]
    score: Score,
}

impl CompanyPart {
    pub(crate) fn of(tally: &Tally, demands: &[Demand], only: Option<&PolicyId>, today: Date) -> Self {
        let sum = of_company(tally, demands, only, today);
        Self {
            company: tally.company.clone(),
            policies: tally.counts.len() as u64,
            open_people: tally.open_people,
            overdue: sum.overdue,
            score: sum.score(),
        }
    }
}

/// A page of companies.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CompanyComplianceList)]
pub(crate) struct CompanyParts {
    /// The companies.
    pub(crate) items: Vec<CompanyPart>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

/// A document that somebody has still to sign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OutstandingSignature)]
pub(crate) struct Outstanding {
    /// The person.
    pub(crate) id: UserId,
    /// Their name.
    pub(crate) name: String,
    /// Their email.
    pub(crate) email: String,
    /// The policy.
    pub(crate) policy: PolicyId,
    /// Its title.
    pub(crate) title: String,
    /// Its version.
    pub(crate) version: u32,
    /// The last day on which it is signed in time.
    pub(crate) deadline: Option<Date>,
    /// Where they stand.
    pub(crate) status: Standing,
}

/// What the people of a company have still to sign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CompanyOutstanding)]
pub(crate) struct OutstandingList {
    /// The company.
    pub(crate) company: CompanyRef,
    /// Documents by person, people by name.
    pub(crate) items: Vec<Outstanding>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}
