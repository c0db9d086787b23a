//! A file that staff share with clients.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::{FileId, SharedFileId};
use shared::store::{Document, Index, Kind, Reach, sortable, terms};
use shared::targets::{self, Targets};

use super::Category;

/// Versions that are kept behind the current one.
const EARLIER: usize = 20;

/// One content of a shared file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileVersion {
    /// 1 for the first.
    pub(crate) number: u32,
    /// The content.
    pub(crate) file: FileId,
    /// The name that it is saved under.
    pub(crate) name: String,
    /// Bytes.
    pub(crate) size: u64,
    /// Its type by its first bytes.
    pub(crate) content_type: String,
    /// True where browsers may show it.
    pub(crate) inline: bool,
    /// SHA-256 in hexadecimal.
    pub(crate) sha256: String,
    /// When it came.
    pub(crate) at: Timestamp,
    /// Name of who sent it.
    pub(crate) by: String,
}

/// A file that staff share with clients.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SharedFile {
    /// Its id.
    pub(crate) id: SharedFileId,
    /// What it is called: 1 to 200 characters.
    pub(crate) title: String,
    /// At most 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// What sort of file it is.
    pub(crate) category: Category,
    /// Who sees it.
    pub(crate) shown_to: Targets,
    /// From then on clients do not see it; the end of time where it stays.
    #[serde(with = "sortable")]
    ends_at: Timestamp,
    /// What clients get.
    pub(crate) current: FileVersion,
    /// What they got before, the latest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) earlier: Vec<FileVersion>,
}

/// Shared files, those changed last first; by when they end for the retention.
pub(crate) static SHARED_FILE: Kind = Kind {
    name: "shared_file",
    reach: Reach::Targeted,
    indexes: &[
        Index { by: &[], each: Some(targets::FIELD), order: "updated_at" },
        Index { by: &["category"], each: Some(targets::FIELD), order: "updated_at" },
        Index { by: &[], each: None, order: "updated_at" },
        Index { by: &["category"], each: None, order: "updated_at" },
        Index { by: &[], each: None, order: "ends_at" },
    ],
    residual: &["ends_at"],
    terms: true,
};

impl Document for SharedFile {
    const KIND: &'static Kind = &SHARED_FILE;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn terms(&self) -> Vec<String> {
        let words = [self.title.as_str(), self.current.name.as_str()];
        terms(words.into_iter().chain(self.description.as_deref()))
    }
}

impl SharedFile {
    /// A new one.
    pub(crate) fn new(id: SharedFileId, about: About, current: FileVersion) -> Self {
        Self {
            id,
            title: about.title,
            description: about.description,
            category: about.category,
            shown_to: about.shown_to,
            ends_at: about.ends_at.unwrap_or(Timestamp::MAX),
            current,
            earlier: Vec::new(),
        }
    }

    /// Says something else of it.
    pub(crate) fn describe(&mut self, about: About) {
        self.title = about.title;
        self.description = about.description;
        self.category = about.category;
        self.shown_to = about.shown_to;
        self.ends_at = about.ends_at.unwrap_or(Timestamp::MAX);
    }

    /// When clients no longer see it; `None` where it stays.
    pub(crate) fn ends_at(&self) -> Option<Timestamp> {
        (self.ends_at < Timestamp::MAX).then_some(self.ends_at)
    }

    /// True where clients see it.
    pub(crate) fn is_there(&self, now: Timestamp) -> bool {
        self.ends_at > now
    }

    /// Gives it another content; the file that falls off the end of the earlier ones.
    pub(crate) fn replace(&mut self, mut next: FileVersion) -> Option<FileId> {
        next.number = self.current.number.saturating_add(1);
        let before = std::mem::replace(&mut self.current, next);
        self.earlier.insert(0, before);
        if self.earlier.len() > EARLIER { self.earlier.pop().map(|gone| gone.file) } else { None }
    }

    /// The content of that number.
    pub(crate) fn version(&self, number: u32) -> Option<&FileVersion> {
        self.versions().find(|version| version.number == number)
    }

    /// All contents, the latest first.
    pub(crate) fn versions(&self) -> impl Iterator<Item = &FileVersion> {
        std::iter::once(&self.current).chain(&self.earlier)
    }
}

/// What staff say of a file; texts are clean and measured.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) category: Category,
    pub(crate) shown_to: Targets,
    pub(crate) ends_at: Option<Timestamp>,
}
