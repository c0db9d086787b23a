//! How many requests of a company wait for approval: moved in the batch of whatever moves it, so that the dashboard
//! counts nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::id::{CompanyId, UserId};
use shared::store::{Document, Kind, Reach};

/// Requests of a company that wait, by who asked: nobody approves their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    /// `cat.COMPANY`
    id: String,
    company: CompanyId,
    by_person: BTreeMap<UserId, u32>,
}

/// One for each company.
pub(crate) static WAITING: Kind =
    Kind { name: "catalog_waiting", reach: Reach::Company, indexes: &[], residual: &[], terms: false };

impl Document for Waiting {
    const KIND: &'static Kind = &WAITING;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

impl Waiting {
    /// Id of a company's.
    pub(crate) fn id_of(company: &CompanyId) -> String {
        format!("cat.{company}")
    }

    /// With nothing that waits.
    pub(crate) fn none(company: CompanyId) -> Self {
        Self { id: Self::id_of(&company), company, by_person: BTreeMap::new() }
    }

    /// One more of this person.
    pub(crate) fn add(&mut self, who: &UserId) {
        *self.by_person.entry(who.clone()).or_default() += 1;
    }

    /// One less.
    pub(crate) fn remove(&mut self, who: &UserId) {
        if let Some(count) = self.by_person.get_mut(who) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.by_person.remove(who);
            }
        }
    }

    /// True where nothing waits.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_person.is_empty()
    }

    /// How many this person has waiting.
    pub(crate) fn of(&self, who: &UserId) -> u32 {
        self.by_person.get(who).copied().unwrap_or_default()
    }

    /// How many wait for this person's word: all but their own.
    pub(crate) fn for_approver(&self, who: &UserId) -> u64 {
        let others = self.by_person.iter().filter(|(person, _)| *person != who);
        others.map(|(_, count)| u64::from(*count)).sum()
    }
}
