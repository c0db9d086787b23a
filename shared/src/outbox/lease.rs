//! Who delivers a tenant's queue at present: one run at a time, so that nothing goes out twice and nothing overtakes.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::posting::Queue;
use crate::app::App;
use crate::problem::Problem;
use crate::store::{Document, Kind, Reach};
use crate::tenant::Scope;

/// A run that has said nothing for so long has ended.
pub(super) const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// That the mail server or a receiver refuses all that this tenant sends, for reasons that lie with the sender or the route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub since: Timestamp,
    /// When it is tried again.
    pub until: Timestamp,
    /// What it said.
    pub reason: String,
    /// Pauses so far; 0 where one alone was refused, which may be about its own recipient and holds up nobody.
    pub(super) times: u32,
}

impl Pause {
    /// True where nothing is tried until then.
    pub(super) fn is_blocking(&self) -> bool {
        self.times > 0
    }
}

/// A queue's lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lease {
    id: String,
    /// Nobody else delivers before then.
    pub(super) until: Timestamp,
    /// Set while all is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) pause: Option<Pause>,
}

pub(super) static LEASE_KIND: Kind =
    Kind { name: "outbox_lease", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Lease {
    const KIND: &'static Kind = &LEASE_KIND;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Lease {
    pub(super) fn id_of(queue: Queue) -> String {
        format!("outbox_{}", queue.as_str())
    }

    pub(super) fn new(queue: Queue, until: Timestamp) -> Self {
        Self { id: Self::id_of(queue), until, pause: None }
    }
}

/// That the tenant's mails are refused altogether, where they are. One round trip.
pub async fn mail_pause(app: &App, scope: &Scope) -> Result<Option<Pause>, Problem> {
    let ids = [Lease::id_of(Queue::Urgent), Lease::id_of(Queue::Bulk)];
    let leases = app.store.get_many::<Lease>(scope, &ids).await?;
    Ok(leases.into_iter().filter_map(|lease| lease.value.pause).max_by_key(|pause| pause.since))
}
