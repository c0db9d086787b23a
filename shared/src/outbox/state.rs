//! Where the outbox stands: one document for all tenants, so that no run asks each of them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::{Document, DocumentStore, Kind, Reach, StoreError, Stored, read_common, write_common};

/// So many tenants are remembered by name; beyond that, all are asked.
const MOST: usize = 1_000;

/// How far the outbox has read the changes of all tenants, and who has something waiting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    id: String,
    /// Behind what was read of the store's changes.
    #[serde(default)]
    pub(super) cursor: Option<String>,
    /// Tenants with something to be delivered, and when the next of them is due.
    #[serde(default)]
    pub(super) waiting: BTreeMap<String, Timestamp>,
    /// Set where more than [`MOST`] tenants wait: when to ask all.
    #[serde(default)]
    pub(super) everybody: Option<Timestamp>,
}

static OUTBOX: Kind =
    Kind { name: "outbox", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for State {
    const KIND: &'static Kind = &OUTBOX;

    fn id(&self) -> &str {
        &self.id
    }
}

const ID: &str = "outbox";

impl State {
    pub(super) async fn read(store: &dyn DocumentStore) -> Result<(Self, Option<Stored<Self>>), StoreError> {
        let stored = read_common::<Self>(store, ID).await?;
        let state = stored
            .as_ref()
            .map_or_else(|| Self { id: ID.to_owned(), ..Self::default() }, |stored| stored.value.clone());
        Ok((state, stored))
    }

    /// Keeps it where it differs from what was read; false where another run was faster.
    pub(super) async fn write(
        &self,
        store: &dyn DocumentStore,
        read: &mut Option<Stored<Self>>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if read.as_ref().is_some_and(|read| read.value == *self) {
            return Ok(true);
        }
        match write_common(store, self, read.as_ref(), now).await {
            Ok(()) => {
                *read = read_common::<Self>(store, ID).await?;
                Ok(read.as_ref().is_some_and(|read| read.value == *self))
            }
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Remembers that the tenant has something due at `at`.
    pub(super) fn wake(&mut self, tenant: &str, at: Timestamp) {
        if self.waiting.len() >= MOST && !self.waiting.contains_key(tenant) {
            self.everybody = Some(self.everybody.map_or(at, |all| all.min(at)));
            return;
        }
        let due = self.waiting.entry(tenant.to_owned()).or_insert(at);
        *due = (*due).min(at);
    }

    /// When the next is due.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.waiting.values().copied().chain(self.everybody).min()
    }
}
