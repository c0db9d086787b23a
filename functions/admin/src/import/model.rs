//! An import, as kept and as shown.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::audit::Actor;
use shared::files::FileKey;
use shared::id::{FileId, ImportId};
use shared::store::{Document, Index, Kind, Reach, Stored};
use shared::tenant::Scope;
use utoipa::ToSchema;

use super::{Column, Encoding, Issue};

pub(crate) use shared::kept::IMPORT as KEPT;

/// Bytes of a file at most.
pub(crate) const LARGEST: usize = 5 * 1024 * 1024;
/// Issues that an answer shows; all of them are in the list that can be downloaded.
pub(crate) const SHOWN: usize = 150;
/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ImportState {
    /// Read and checked; nothing has been entered.
    Checked,
    /// Being entered.
    Running,
    /// Entered.
    Done,
}

/// What is to be done with people who have an account, and whether invitations go out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Leaves out people who have an account already; otherwise each of them stands in the way.
    #[serde(default)]
    pub(crate) skip_existing: bool,
    /// Sends everybody an invitation at once; otherwise they can be invited later.
    #[serde(default)]
    pub(crate) invite: bool,
}

/// What the file would enter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Summary {
    /// Rows below the head.
    pub(crate) rows: u64,
    /// Companies that it names.
    pub(crate) companies: u64,
    /// People whom it names and whose rows are good.
    pub(crate) people: u64,
    /// How many of them have an account already.
    pub(crate) existing: u64,
    /// Cells that stand in the way.
    pub(crate) issues: u64,
    /// Rows that are left out, such as those of staff.
    #[serde(default)]
    pub(crate) skipped: u64,
}

/// How much has been entered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Progress {
    /// Companies of the file that have been dealt with.
    pub(crate) companies: u64,
    /// People of the file who have been dealt with.
    pub(crate) people: u64,
    /// Companies that are new.
    pub(crate) companies_added: u64,
    /// People who are new.
    pub(crate) people_added: u64,
    /// People who were left out because they have an account.
    pub(crate) people_skipped: u64,
}

/// An import as kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Import {
    pub(crate) id: ImportId,
    /// The file as it was uploaded; gone when it has been entered.
    pub(crate) file: FileId,
    /// What the file is called.
    pub(crate) name: String,
    /// Who began it.
    pub(crate) by: Actor,
    pub(crate) status: ImportState,
    pub(crate) encoding: Encoding,
    pub(crate) delimiter: char,
    pub(crate) head: Vec<String>,
    pub(crate) columns: BTreeMap<Column, usize>,
    pub(crate) options: Options,
    pub(crate) summary: Summary,
    /// The first [`SHOWN`] issues; while it runs and after, those who turned out to have an account meanwhile.
    pub(crate) issues: Vec<Issue>,
    /// The first [`SHOWN`] rows that are left out.
    #[serde(default)]
    pub(crate) skipped: Vec<Issue>,
    pub(crate) progress: Progress,
    /// Who works on it, and until when nobody else may.
    #[serde(default)]
    pub(crate) worker: String,
    pub(crate) leased_until: Timestamp,
    #[serde(default)]
    pub(crate) finished_at: Option<Timestamp>,
}

/// Imports.
pub(crate) static IMPORT: Kind = Kind {
    name: "import",
    reach: Reach::Tenant,
    indexes: &[
        Index { by: &[], each: None, order: "created_at" },
        Index { by: &["status"], each: None, order: "created_at" },
    ],
    residual: &[],
    terms: false,
};

impl Document for Import {
    const KIND: &'static Kind = &IMPORT;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// Where an import's file lies.
pub(crate) fn file_of(scope: &Scope, import: &Import) -> FileKey {
    FileKey::new(scope, &import.file)
}

/// An import of companies and people from a file.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = Import)]
pub(crate) struct ImportView {
    /// Its id.
    id: ImportId,
    /// What the file is called.
    name: String,
    /// Who began it.
    by: String,
    /// How far it is.
    status: ImportState,
    /// How the file's letters are read: judged by the file, unless somebody chose.
    encoding: Encoding,
    /// What stands between its cells.
    #[schema(value_type = String)]
    delimiter: char,
    /// The names of its columns.
    head: Vec<String>,
    /// Meaning → place in the head, from 0.
    columns: BTreeMap<Column, usize>,
    /// What was chosen.
    options: Options,
    /// What it would enter.
    summary: Summary,
    /// The first 150 cells that stand in the way; while it runs and after, people who turned out to have an account.
    issues: Vec<Issue>,
    /// The first 150 rows that are left out, each with the reason.
    skipped: Vec<Issue>,
    /// How much has been entered.
    progress: Progress,
    /// When it was uploaded.
    created_at: Timestamp,
    /// When all was entered.
    finished_at: Option<Timestamp>,
    /// Its version, as in `ETag`.
    version: u64,
}

impl ImportView {
    pub(crate) fn new(import: &Import, version: u64, created_at: Timestamp) -> Self {
        Self {
            id: import.id.clone(),
            name: import.name.clone(),
            by: import.by.name.clone(),
            status: import.status,
            encoding: import.encoding,
            delimiter: import.delimiter,
            head: import.head.clone(),
            columns: import.columns.clone(),
            options: import.options,
            summary: import.summary,
            issues: import.issues.clone(),
            skipped: import.skipped.clone(),
            progress: import.progress,
            created_at,
            finished_at: import.finished_at,
            version,
        }
    }

    pub(crate) fn of(stored: &Stored<Import>) -> Self {
        Self::new(&stored.value, stored.version, stored.created_at)
    }
}
