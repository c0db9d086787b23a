//! What the tenant promises: response and resolution times by priority.

use serde::{Deserialize, Serialize};
use shared::store::{Document, Kind, Reach};
use utoipa::ToSchema;

use super::Priority;
use crate::targets::Goals;

/// Goals by priority, as the tenant's staff sets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TicketTargets {
    /// For critical tickets.
    pub critical: Goals,
    /// For high priority.
    pub high: Goals,
    /// For medium priority.
    pub medium: Goals,
    /// For low priority.
    pub low: Goals,
}

impl Default for TicketTargets {
    /// Until the staff decides otherwise: 30 minutes and 4 hours for critical, 1 and 8 hours for high, 4 hours and
    /// a day for medium, 8 hours and 3 days for low.
    fn default() -> Self {
        let goals =
            |first_response_minutes, resolution_minutes| Goals { first_response_minutes, resolution_minutes };
        Self {
            critical: goals(30, 240),
            high: goals(60, 480),
            medium: goals(240, 1_440),
            low: goals(480, 4_320),
        }
    }
}

impl TicketTargets {
    /// The goals of one priority.
    #[must_use]
    pub fn of(&self, priority: Priority) -> Goals {
        match priority {
            Priority::Low => self.low,
            Priority::Medium => self.medium,
            Priority::High => self.high,
            Priority::Critical => self.critical,
        }
    }
}

/// The tenant's goals as stored, one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TargetsRecord {
    /// [`TargetsRecord::ID`]
    pub id: String,
    /// The goals.
    pub targets: TicketTargets,
}

impl TargetsRecord {
    /// The one document's id.
    pub const ID: &'static str = "ticket-targets";

    /// With these goals.
    #[must_use]
    pub fn new(targets: TicketTargets) -> Self {
        Self { id: Self::ID.to_owned(), targets }
    }
}

/// The tenant's goals.
pub static TICKET_TARGETS: Kind =
    Kind { name: "ticket_targets", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for TargetsRecord {
    const KIND: &'static Kind = &TICKET_TARGETS;

    fn id(&self) -> &str {
        &self.id
    }
}
