//! When staff last reminded everybody, by document.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::id::PolicyId;
use shared::store::{Document, Kind, Reach};

/// The reminders of the last hour that went to everybody; those of single companies are in their tallies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LastReminders {
    id: String,
    at: BTreeMap<PolicyId, Timestamp>,
}

/// Reminders of the last hour: one record for each tenant.
pub(crate) static LAST_REMINDERS: Kind =
    Kind { name: "signing_last_reminders", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for LastReminders {
    const KIND: &'static Kind = &LAST_REMINDERS;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Default for LastReminders {
    fn default() -> Self {
        Self { id: Self::ID.to_owned(), at: BTreeMap::new() }
    }
}

impl LastReminders {
    /// The id of the one record.
    pub(crate) const ID: &'static str = "last_reminders";

    /// When everybody was last reminded of a document.
    pub(crate) fn of(&self, policy: &PolicyId) -> Option<Timestamp> {
        self.at.get(policy).copied()
    }

    /// Records that everybody is reminded of this document now. Entries older than `pause` no longer matter.
    pub(crate) fn remind(&mut self, policy: &PolicyId, now: Timestamp, pause: SignedDuration) {
        self.at.retain(|_, at| now < *at + pause);
        self.at.insert(policy.clone(), now);
    }
}
