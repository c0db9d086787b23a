//! How far a round of reminders has come.

use serde::{Deserialize, Serialize};
use shared::id::PolicyId;
use shared::store::{Document, Kind, Reach};

/// A round of reminders of a policy's version: whoever runs it goes on where another stopped.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reminder {
    id: String,
    /// The last person that was reminded; people are taken by id.
    pub(crate) through: String,
    /// True once all were.
    pub(crate) done: bool,
}

/// Rounds of reminders.
pub(crate) static REMINDER: Kind =
    Kind { name: "signing_reminder", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Reminder {
    const KIND: &'static Kind = &REMINDER;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Reminder {
    /// The id of a round: `round` is the days that were left, and the day until which.
    pub(crate) fn id_of(policy: &PolicyId, version: u32, round: &str) -> String {
        format!("rem.{policy}.{version}.{round}")
    }

    /// A round that begins.
    pub(crate) fn begin(id: String) -> Self {
        Self { id, through: String::new(), done: false }
    }
}
