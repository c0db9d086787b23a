//! Compliance as figures: signed of required, for each policy and company and for all together. Pure.

use std::collections::BTreeMap;

use jiff::civil::Date;
use shared::account::{User, UserStatus};
use shared::id::{CompanyId, PolicyId, UserId};

use crate::model::{Count, Demand, Published, SignerRecord, Tally};
use crate::standing::Score;

/// A published policy.
pub(crate) type Asked = (PolicyId, Published);
/// What people have signed.
pub(crate) type Records = BTreeMap<UserId, SignerRecord>;

/// What a company's people have done.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The company's name as its people carry it.
    pub(crate) name: String,
    /// People who have still something to sign.
    pub(crate) open_people: u64,
    /// Signed and required, by policy.
    by_policy: BTreeMap<PolicyId, (u64, u64)>,
}

impl Counted {
    /// As kept.
    pub(crate) fn counts(&self) -> Vec<Count> {
        let count = |(policy, (signed, required)): (&PolicyId, &(u64, u64))| Count {
            policy: policy.clone(),
            signed: *signed,
            required: *required,
            reminded_at: None,
        };
        self.by_policy.iter().map(count).collect()
    }
}

/// What of these a person must sign, and whether they have.
pub(crate) fn duties<'a>(
    asked: &'a [Asked],
    person: &'a User,
    record: Option<&'a SignerRecord>,
) -> impl Iterator<Item = (&'a Asked, bool)> {
    let there = person.status != UserStatus::Disabled;
    let mine = asked.iter().filter(move |(_, published)| there && published.reach.asks(person));
    mine.map(move |one| (one, record.is_some_and(|record| record.has_signed(&one.0, one.1.version))))
}

/// Counts all people, by company.
pub(crate) fn count(asked: &[Asked], people: &[User], records: &Records) -> BTreeMap<CompanyId, Counted> {
    let mut found: BTreeMap<CompanyId, Counted> = BTreeMap::new();
    for person in people {
        let Some(company) = &person.company else { continue };
        let counted = found.entry(company.id.clone()).or_default();
        counted.name.clone_from(&company.name);
        let mut open = false;
        for ((policy, _), signed) in duties(asked, person, records.get(&person.id)) {
            let (have, must) = counted.by_policy.entry(policy.clone()).or_default();
            *must += 1;
            *have += u64::from(signed);
            open |= !signed;
        }
        counted.open_people += u64::from(open);
    }
    found
}

/// Signed of required, and what of it is late.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    signed: u64,
    required: u64,
    /// Signatures whose last day is over.
    pub(crate) overdue: u64,
}

impl Sum {
    fn add(&mut self, count: &Count, overdue: bool) {
        self.signed += count.signed;
        self.required += count.required;
        if overdue {
            self.overdue += count.required.saturating_sub(count.signed);
        }
    }

    /// Signatures that are still missing.
    pub(crate) fn missing(self) -> u64 {
        self.required.saturating_sub(self.signed)
    }

    /// What that is worth.
    pub(crate) fn score(self) -> Score {
        Score::of(self.signed, self.required)
    }
}

/// A company's figures: of one policy, or of all that are published.
pub(crate) fn of_company(tally: &Tally, demands: &[Demand], only: Option<&PolicyId>, today: Date) -> Sum {
    let mut sum = Sum::default();
    for demand in demands.iter().filter(|demand| only.is_none_or(|only| demand.policy == *only)) {
        if let Some(count) = tally.of(&demand.policy) {
            sum.add(count, demand.is_overdue(today));
        }
    }
    sum
}

/// A policy's figures, and how many companies are asked.
pub(crate) fn of_policy<'a>(
    tallies: impl IntoIterator<Item = &'a Tally>,
    demand: &Demand,
    today: Date,
) -> (Sum, u64) {
    let (mut sum, mut companies) = (Sum::default(), 0);
    for count in tallies.into_iter().filter_map(|tally| tally.of(&demand.policy)) {
        sum.add(count, demand.is_overdue(today));
        companies += 1;
    }
    (sum, companies)
}

/// All figures together.
pub(crate) fn total(sums: impl IntoIterator<Item = Sum>) -> Sum {
    sums.into_iter().fold(Sum::default(), |mut all, one| {
        all.signed += one.signed;
        all.required += one.required;
        all.overdue += one.overdue;
        all
    })
}
