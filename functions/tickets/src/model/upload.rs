//! A file that was uploaded and is not yet part of a comment.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::id::{CompanyId, FileId, UserId};
use shared::store::{Document, Index, Kind, Reach};

use super::Attachment;
use super::form::sortable;

/// An unused upload may be used for so long.
pub const UPLOAD_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// An unused upload. It is written before the first byte of the file, so that no file is ever without a record, and
/// it goes in the batch of the comment that uses it: a file is used once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Upload {
    /// The file's id.
    pub id: FileId,
    /// Who uploaded it: nobody else may use it.
    pub owner: UserId,
    /// The owner's company; absent for staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<CompanyId>,
    /// The name that it is saved under.
    pub name: String,
    /// Until when it may be used.
    #[serde(with = "sortable")]
    pub unused_until: Timestamp,
    /// What is known once the whole file has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<UploadedFile>,
}

/// A file that has come whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UploadedFile {
    /// Bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Its type by its first bytes.
    pub content_type: String,
    /// True where browsers may show it.
    pub inline: bool,
}

impl Upload {
    /// The attachment that `who` may make of it now; `None` for others, too late, or before it is whole.
    #[must_use]
    pub fn usable(&self, who: &UserId, now: Timestamp) -> Option<Attachment> {
        let file = self.file.as_ref().filter(|_| self.owner == *who && self.unused_until > now)?;
        Some(Attachment {
            id: self.id.clone(),
            name: self.name.clone(),
            size: file.size,
            content_type: file.content_type.clone(),
            inline: file.inline,
        })
    }
}

/// Unused uploads. They do not expire by themselves: the sweep removes file and record together.
pub static UPLOAD: Kind = Kind {
    name: "upload",
    reach: Reach::Company,
    indexes: &[
        Index { by: &[], each: None, order: "unused_until" },
        Index { by: &["owner"], each: None, order: "unused_until" },
    ],
    residual: &["company"],
    terms: false,
};

impl Document for Upload {
    const KIND: &'static Kind = &UPLOAD;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn company(&self) -> Option<&str> {
        self.company.as_ref().map(CompanyId::as_str)
    }
}
