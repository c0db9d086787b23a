//! The embedded default: files in a folder, handed out by the portal itself on a second origin under links that it
//! signs.

mod incoming;
mod link;
mod range;
mod serve;
mod store;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use secrecy::SecretSlice;
use url::Url;

use self::link::Signer;
use super::FileError;
use crate::clock::SharedClock;
use crate::id::FileId;
use crate::tenant::TenantSlug;

pub use serve::router;

/// Uploads lie here until they are whole. No tenant can have this name.
const INCOMING: &str = ".incoming";

/// Why a folder cannot serve as file store.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made, read or written.
    #[error("The folder for files, {}, cannot be used: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The address is none.
    #[error("The files' origin must look like http://127.0.0.1:7071, without a path; it is {0:?}.")]
    Origin(String),
    /// The secret could be guessed.
    #[error("The secret that signs file links must have at least 32 bytes.")]
    Secret,
}

/// Files in a folder. Clones share it.
#[derive(Clone)]
pub struct FolderStore(Arc<Inner>);

struct Inner {
    root: PathBuf,
    origin: String,
    signer: Signer,
    clock: SharedClock,
    /// Numbers uploads, so that two of the same file do not meet.
    uploads: AtomicU64,
}

impl FolderStore {
    /// Opens the store in `root`, which is made where it is missing, and removes what killed uploads left there. One
    /// process may use a folder at a time. Links lead to `files_origin` (`http://127.0.0.1:7071`), where [`router`]
    /// must answer, and are signed with `secret` (at least 32 bytes).
    pub fn open(
        root: PathBuf,
        files_origin: &str,
        secret: &SecretSlice<u8>,
        clock: SharedClock,
    ) -> Result<Self, OpenError> {
        let origin = origin(files_origin).ok_or_else(|| OpenError::Origin(files_origin.to_owned()))?;
        let signer = Signer::new(secret).ok_or(OpenError::Secret)?;
        prepare(&root).map_err(|source| OpenError::Folder { path: root.clone(), source })?;
        Ok(Self(Arc::new(Inner { root, origin, signer, clock, uploads: AtomicU64::new(0) })))
    }
}

impl Inner {
    /// Where a key's file lies. Keys are made by the server; a malformed one still finds nothing.
    fn path(&self, key: &str) -> Result<PathBuf, FileError> {
        let (tenant, file) = key.split_once('/').ok_or(FileError::NotFound)?;
        let tenant = TenantSlug::parse(tenant).map_err(|_| FileError::NotFound)?;
        let file = FileId::parse(file).ok_or(FileError::NotFound)?;
        Ok(self.root.join(tenant.as_str()).join(file.as_str()))
    }

    fn incoming(&self) -> PathBuf {
        self.root.join(INCOMING)
    }
}

fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none();
    (bare && url.has_host() && url.username().is_empty()).then(|| url.origin().ascii_serialization())
}

fn prepare(root: &Path) -> io::Result<()> {
    let incoming = root.join(INCOMING);
    match std::fs::remove_dir_all(&incoming) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    std::fs::create_dir_all(&incoming)
}

fn failed(error: &io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::NotFound => FileError::NotFound,
        _ => FileError::Unavailable(error.to_string()),
    }
}
