//! How far each company has come with what it must sign: counted when something has changed, and kept, so that a look at
//! it costs the same for ten people and for ten thousand.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::id::{CompanyId, PolicyId};
use shared::store::{Document, Index, Kind, Reach, sort_key, terms};

/// One policy in one company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Count {
    pub(crate) policy: PolicyId,
    /// People who have signed.
    pub(crate) signed: u64,
    /// People who must.
    pub(crate) required: u64,
    /// When staff last reminded this company alone of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reminded_at: Option<Timestamp>,
}

/// How far a company has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    id: String,
    pub(crate) company: CompanyRef,
    sort_name: String,
    /// True where anybody must sign anything.
    asked: bool,
    /// Of all policies together: the worst companies stand first.
    score: i64,
    /// What it is asked to sign; the same as in `counts`, to be found by.
    policies: Vec<PolicyId>,
    /// People who have still something to sign.
    pub(crate) open_people: u64,
    pub(crate) counts: Vec<Count>,
}

/// Tallies: one for each company with people.
pub(crate) static TALLY: Kind = Kind {
    name: "compliance_tally",
    reach: Reach::Company,
    indexes: &[
        Index { by: &["asked"], each: None, order: "score" },
        Index { by: &["asked"], each: Some("policies"), order: "sort_name" },
        Index { by: &[], each: None, order: "id" },
    ],
    residual: &[],
    terms: true,
};

impl Document for Tally {
    const KIND: &'static Kind = &TALLY;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.id.as_str())
    }

    fn terms(&self) -> Vec<String> {
        terms([self.company.name.as_str()])
    }
}

impl Tally {
    /// The id of a company's one.
    pub(crate) fn id_of(company: &CompanyId) -> String {
        format!("cpt.{company}")
    }

    /// The tally of these counts; when somebody was reminded comes from the one before.
    pub(crate) fn new(
        company: CompanyRef,
        open_people: u64,
        mut counts: Vec<Count>,
        before: Option<&Self>,
    ) -> Self {
        for count in &mut counts {
            count.reminded_at = before.and_then(|before| before.of(&count.policy)?.reminded_at);
        }
        let (signed, required) =
            counts.iter().fold((0, 0), |sum, count| (sum.0 + count.signed, sum.1 + count.required));
        Self {
            id: Self::id_of(&company.id),
            sort_name: sort_key(&company.name),
            company,
            asked: required > 0,
            score: crate::standing::Score::of(signed, required).score.into(),
            policies: counts.iter().map(|count| count.policy.clone()).collect(),
            open_people,
            counts,
        }
    }

    /// One policy's part.
    pub(crate) fn of(&self, policy: &PolicyId) -> Option<&Count> {
        self.counts.iter().find(|count| count.policy == *policy)
    }

    /// Notes that the company was reminded of a policy.
    pub(crate) fn remind(&mut self, policy: &PolicyId, now: Timestamp) {
        for count in self.counts.iter_mut().filter(|count| count.policy == *policy) {
            count.reminded_at = Some(now);
        }
    }
}

/// A published policy, as far as counts need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Demand {
    pub(crate) policy: PolicyId,
    pub(crate) version: u32,
    pub(crate) title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) deadline: Option<Date>,
}

impl Demand {
    /// True where its last day is over.
    pub(crate) fn is_overdue(&self, today: Date) -> bool {
        shared::day::is_overdue(self.deadline, today)
    }
}

/// What the tallies of a tenant were counted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ledger {
    id: String,
    /// The edition of what clients are asked to sign.
    pub(crate) edition: u64,
    /// Everything that happened before is counted.
    pub(crate) through: Timestamp,
    /// Events since then that are counted too: machines' clocks differ, and a batch carries the moment at which it began.
    pub(crate) seen: Vec<String>,
    /// What is published, by id.
    pub(crate) demands: Vec<Demand>,
}

/// One for each tenant.
pub(crate) static LEDGER: Kind =
    Kind { name: "compliance_ledger", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Ledger {
    const KIND: &'static Kind = &LEDGER;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Ledger {
    /// The only id.
    pub(crate) const ID: &'static str = "policy_compliance";

    /// What was counted.
    pub(crate) fn new(edition: u64, through: Timestamp, seen: Vec<String>, demands: Vec<Demand>) -> Self {
        Self { id: Self::ID.to_owned(), edition, through, seen, demands }
    }
}
