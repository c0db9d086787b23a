//! That another system was told that all have signed.

use serde::{Deserialize, Serialize};
use shared::id::PolicyId;
use shared::store::{Document, Kind, Reach};

/// One for each version, for ever: it is told once, however often the last signature is looked at.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    id: String,
}

/// What was told.
pub(crate) static TOLD: Kind =
    Kind { name: "policy_told", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Told {
    const KIND: &'static Kind = &TOLD;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Told {
    /// Of the sender's version as it was published.
    pub(crate) fn of(policy: &PolicyId, sent: u32, published: u32) -> Self {
        Self { id: format!("ptd.{policy}.{sent}.{published}") }
    }
}
