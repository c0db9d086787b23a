//! Ready-made answers of the staff.

use serde::{Deserialize, Serialize};
use shared::id::CannedId;
use shared::store::{Document, Index, Kind, Reach};

/// A ready-made answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CannedReply {
    /// Its id.
    pub id: CannedId,
    /// What the staff finds it by, 1 to 100 characters.
    pub title: String,
    /// [`shared::store::sort_key`] of the title.
    pub sort_title: String,
    /// The text, 1 to 20,000 characters.
    pub body: String,
}

/// Ready-made answers, by title.
pub static CANNED_REPLY: Kind = Kind {
    name: "canned_reply",
    reach: Reach::Tenant,
    indexes: &[Index { by: &[], each: None, order: "sort_title" }],
    residual: &[],
    terms: false,
};

impl Document for CannedReply {
    const KIND: &'static Kind = &CANNED_REPLY;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}
