//! Counters of tickets, written in the batch of every change that moves them: what costs the same for ten tickets
//! and for a hundred thousand.

use serde::{Deserialize, Serialize};
use shared::id::{CompanyId, UserId};
use shared::store::{Document, Kind, Reach};
use utoipa::ToSchema;

use super::Status;

/// Tickets by status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ByStatus {
    /// Open.
    pub open: u64,
    /// In progress.
    pub in_progress: u64,
    /// Waiting on the client.
    pub waiting_on_client: u64,
    /// Waiting on somebody else.
    pub waiting_on_vendor: u64,
    /// Resolved.
    pub resolved: u64,
    /// Closed.
    pub closed: u64,
}

impl ByStatus {
    /// The counter of one status.
    pub fn of_mut(&mut self, status: Status) -> &mut u64 {
        match status {
            Status::Open => &mut self.open,
            Status::InProgress => &mut self.in_progress,
            Status::WaitingOnClient => &mut self.waiting_on_client,
            Status::WaitingOnVendor => &mut self.waiting_on_vendor,
            Status::Resolved => &mut self.resolved,
            Status::Closed => &mut self.closed,
        }
    }

    /// Tickets that are neither resolved nor closed.
    #[must_use]
    pub fn unfinished(self) -> u64 {
        self.open + self.in_progress + self.waiting_on_client + self.waiting_on_vendor
    }
}

/// The counters of a tenant, of a company, or of one client user (own and watched tickets).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// `tally.tenant`, `tally.cmp_…` or `tally.usr_…`.
    pub id: String,
    /// The last number given; used in the tenant's tally alone.
    #[serde(default)]
    pub last_number: u64,
    /// Tickets by status.
    pub by_status: ByStatus,
    /// Unfinished tickets that nobody works on; used in the tenant's tally alone.
    #[serde(default)]
    pub unassigned: u64,
}

impl Tally {
    /// Id of the tenant's.
    pub const TENANT: &'static str = "tally.tenant";

    /// Id of a company's.
    #[must_use]
    pub fn of_company(company: &CompanyId) -> String {
        format!("tally.{company}")
    }

    /// Id of a client user's.
    #[must_use]
    pub fn of_person(person: &UserId) -> String {
        format!("tally.{person}")
    }

    /// With nothing counted.
    #[must_use]
    pub fn empty(id: String) -> Self {
        Self { id, ..Self::default() }
    }
}

/// Counters.
pub static TALLY: Kind =
    Kind { name: "ticket_tally", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Tally {
    const KIND: &'static Kind = &TALLY;

    fn id(&self) -> &str {
        &self.id
    }
}
