//! What a company finds: the latest announcements in short, so that a page's figures need no search.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::{AnnouncementId, CompanyId};
use shared::store::{Document, Kind, Reach};

use super::Severity;
use crate::release::Release;

/// The edition of a tenant's announcements. A board that was made for another is made anew.
pub(crate) const EDITION: &str = "announcement_edition";

/// An announcement in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notice {
    pub(crate) id: AnnouncementId,
    pub(crate) title: String,
    pub(crate) severity: Severity,
    pub(crate) pinned: bool,
    pub(crate) at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) ends_at: Option<Timestamp>,
    /// The beginning of the text; of outages alone, for the banner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) excerpt: Option<String>,
}

impl Notice {
    /// True where clients see it.
    pub(crate) fn is_there(&self, now: Timestamp) -> bool {
        Release { at: Some(self.at), ends_at: self.ends_at }.is_there(now)
    }
}

/// The announcements of one company, those still to come among them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Board {
    id: String,
    company: CompanyId,
    /// The edition that it was made for.
    pub(crate) edition: u64,
    /// Pinned ones first, then the latest; at most [`crate::board::MOST`].
    pub(crate) notices: Vec<Notice>,
}

/// Boards: one for each company.
pub(crate) static BOARD: Kind =
    Kind { name: "announcement_board", reach: Reach::Company, indexes: &[], residual: &[], terms: false };

impl Document for Board {
    const KIND: &'static Kind = &BOARD;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

impl Board {
    /// The id of a company's one.
    pub(crate) fn id_of(company: &CompanyId) -> String {
        format!("anb.{company}")
    }

    /// The board of a company for an edition.
    pub(crate) fn new(company: CompanyId, edition: u64, notices: Vec<Notice>) -> Self {
        Self { id: Self::id_of(&company), company, edition, notices }
    }
}
