//! A file that was uploaded, or made by the portal, and is not yet part of anything; and what it becomes.

use bytes::Bytes;
use futures::StreamExt as _;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::files::FileKey;
use crate::id::{CompanyId, FileId, UserId};
use crate::problem::Problem;
use crate::store::{Document, Index, Kind, Reach, Stored, sortable};
use crate::tenant::Scope;

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

/// An unused upload. It is written before the first byte of the file, so that no file is ever without a record, and
/// it goes in the batch of what uses it: a file is used once.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The file, where `who` may use it now; `None` for others, too late, or before it is whole.
    #[must_use]
    pub fn ready(&self, who: &UserId, now: Timestamp) -> Option<&UploadedFile> {
        self.file.as_ref().filter(|_| self.owner == *who && self.unused_until > now)
    }

    /// The attachment that `who` may make of it now; `None` for others, too late, or before it is whole.
    #[must_use]
    pub fn usable(&self, who: &UserId, now: Timestamp) -> Option<Attachment> {
        let file = self.ready(who, now)?;
        Some(Attachment {
            id: self.id.clone(),
            name: self.name.clone(),
            size: file.size,
            content_type: file.content_type.clone(),
            inline: file.inline,
        })
    }

    /// The record of a file that nothing uses any more: written in the batch that lets go of it, so that the sweep
    /// removes the file whatever happens.
    #[must_use]
    pub fn discarded(file: FileId, owner: UserId, company: Option<CompanyId>, now: Timestamp) -> Self {
        Self { id: file, owner, company, name: String::new(), unused_until: now, file: None }
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

/// Keeps bytes that the portal made as an unused upload: whoever uses the file deletes the record in the same batch.
///
/// Errors: the store or the files cannot be reached.
pub async fn stage(
    app: &App,
    scope: &Scope,
    owner: &UserId,
    content_type: &'static str,
    bytes: Bytes,
) -> Result<Stored<Upload>, Problem> {
    let limit = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    let mut upload = Upload {
        id: FileId::mint(&*app.clock, &*app.entropy),
        owner: owner.clone(),
        company: scope.company().cloned(),
        name: String::new(),
        unused_until: now + UPLOAD_LIFE,
        file: None,
    };
    batch.create(&upload);
    let tag = app.store.commit(batch).await?.into_iter().next().unwrap_or_default();
    let content = futures::stream::iter([Ok(bytes)]).boxed();
    let written = app.files.put(&FileKey::new(scope, &upload.id), content, limit).await?;
    upload.file = Some(UploadedFile {
        size: written.size,
        sha256: written.sha256,
        content_type: content_type.to_owned(),
        inline: false,
    });
    Ok(Stored { value: upload, version: 1, created_at: now, updated_at: now, tag })
}
