//! That people are still to be told of an announcement by mail, at its time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::AnnouncementId;
use shared::store::{Document, Index, Kind, Reach};

use super::sortable;

/// Kept while an announcement is scheduled, and gone once its time has come: so the timer asks for nothing else.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Due {
    id: String,
    /// Which.
    pub(crate) announcement: AnnouncementId,
    /// When clients see it.
    #[serde(with = "sortable")]
    pub(crate) at: Timestamp,
}

/// What is to be told.
pub(crate) static DUE: Kind = Kind {
    name: "announcement_due",
    reach: Reach::Tenant,
    indexes: &[Index { by: &[], each: None, order: "at" }],
    residual: &[],
    terms: false,
};

impl Document for Due {
    const KIND: &'static Kind = &DUE;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Due {
    /// The id of an announcement's.
    pub(crate) fn id_of(announcement: &AnnouncementId) -> String {
        format!("and.{announcement}")
    }

    /// To be told at `at`.
    pub(crate) fn new(announcement: &AnnouncementId, at: Timestamp) -> Self {
        Self { id: Self::id_of(announcement), announcement: announcement.clone(), at }
    }
}
