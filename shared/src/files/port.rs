//! What the portal needs of a file store. Two adapters implement it: [`super::azure`] and [`super::folder`].

use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::Stream;

use crate::id::FileId;
use crate::tenant::Scope;

/// A file's content in pieces.
pub type Content = Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>;

/// Where a file lies: `TENANT/fil_…`. Made by the server alone; the name that the user gave is metadata elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileKey(String);

impl FileKey {
    /// The key of a file of the scope's tenant.
    #[must_use]
    pub fn new(scope: &Scope, file: &FileId) -> Self {
        Self(format!("{}/{file}", scope.tenant()))
    }

    /// Whose file it is.
    #[must_use]
    pub fn tenant(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a store found out while it took a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content in hexadecimal.
    pub sha256: String,
}

/// How a browser is to be given a file.
#[derive(Debug, Clone)]
pub struct Serving {
    /// The name that it is saved under.
    pub name: String,
    /// Its sniffed type.
    pub content_type: String,
    /// True to show it in the browser; only for types of [`super::sniff`] that are safe to show.
    pub inline: bool,
}

/// Why a file store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// No such file.
    #[error("no such file")]
    NotFound,
    /// More than the limit came; nothing was kept.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// The sender stopped before the end; nothing was kept.
    #[error("content ended early: {0}")]
    Interrupted(std::io::Error),
    /// The store cannot be reached or failed.
    #[error("file store unavailable: {0}")]
    Unavailable(String),
}

/// The port.
#[async_trait]
pub trait FileStore: Send + Sync + 'static {
    /// Whether the store answers and files can be kept there.
    async fn ready(&self) -> Result<(), FileError>;

    /// Keeps `content` under `key`, at most `limit` bytes; durable when it returns, nothing kept when it fails.
    async fn put(&self, key: &FileKey, content: Content, limit: u64) -> Result<Written, FileError>;

    /// The content.
    async fn get(&self, key: &FileKey) -> Result<Content, FileError>;

    /// Removes the file; how many bytes it had, 0 where there is none.
    async fn delete(&self, key: &FileKey) -> Result<u64, FileError>;

    /// An address on the files' own origin at which a browser gets the file, for as long as `life`.
    async fn link(&self, key: &FileKey, serving: &Serving, life: Duration) -> Result<String, FileError>;

    /// Keys of a tenant's files behind `after`, at most `limit`: for moving and exporting a tenant.
    async fn list(&self, scope: &Scope, after: Option<&str>, limit: usize)
    -> Result<Vec<FileKey>, FileError>;

    /// Bytes that a tenant's files take, by looking at all of them: for the daily recount.
    async fn used(&self, scope: &Scope) -> Result<u64, FileError>;
}
