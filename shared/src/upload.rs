//! A file that was uploaded and is not yet part of anything; and what it becomes.
//!
//! The area `tickets` takes files in and sweeps those that nobody used. Whoever uses one deletes its record in the batch
//! of what it is used for: a file is used once.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{CompanyId, FileId, UserId};
use crate::store::{Document, Index, Kind, Reach};

/// An unused upload may be used for so long.
pub const UPLOAD_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// A file at a comment or an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attachment {
    /// Id.
    pub id: FileId,
    /// The name that it is saved under.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Its type by its first bytes.
    pub content_type: String,
    /// True where browsers may show it: images and PDF.
    pub inline: bool,
}

/// An unused upload. It is written before the first byte of the file, so that no file is ever without a record.
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
    #[serde(serialize_with = "sortable")]
    pub unused_until: Timestamp,
    /// What is known once the whole file has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<UploadedFile>,
}

/// A moment with nine digits of fraction, so that the order of texts is the order of time.
fn sortable<S: serde::Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("{at:.9}"))
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
