//! The port on a folder.

use std::io;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use tokio::fs;
use tokio_util::io::ReaderStream;

use super::super::intake::Intake;
use super::super::{Content, FileError, FileKey, FileStore, Serving, Written};
use super::incoming::{Incoming, sync_folder};
use super::{FolderStore, failed};
use crate::id::FileId;
use crate::tenant::Scope;

/// Bytes read at once.
pub(super) const PIECE: usize = 128 * 1024;

#[async_trait]
impl FileStore for FolderStore {
    async fn ready(&self) -> Result<(), FileError> {
        match fs::metadata(self.0.incoming()).await {
            Ok(found) if found.is_dir() => Ok(()),
            Ok(_) => Err(FileError::Unavailable("the folder for files is no folder".into())),
            Err(error) => Err(FileError::Unavailable(error.to_string())),
        }
    }

    async fn put(&self, key: &FileKey, content: Content, limit: u64) -> Result<Written, FileError> {
        let place = self.0.path(key.as_str())?;
        let number = self.0.uploads.fetch_add(1, Ordering::Relaxed);
        let unwritten = |error: io::Error| FileError::Unavailable(error.to_string());
        let mut incoming =
            Incoming::create(self.0.incoming().join(format!("upload-{number}"))).await.map_err(unwritten)?;
        let mut intake = Intake::new(content, limit);
        while let Some(piece) = intake.next().await? {
            incoming.write(&piece).await.map_err(unwritten)?;
        }
        incoming.keep(&place).await.map_err(unwritten)?;
        Ok(intake.finish())
    }

    async fn get(&self, key: &FileKey) -> Result<Content, FileError> {
        let file = fs::File::open(self.0.path(key.as_str())?).await.map_err(|error| failed(&error))?;
        Ok(Box::pin(ReaderStream::with_capacity(file, PIECE)))
    }

    async fn delete(&self, key: &FileKey) -> Result<u64, FileError> {
        let place = self.0.path(key.as_str())?;
        let size = fs::metadata(&place).await.map_or(0, |found| found.len());
        let removed = match fs::remove_file(&place).await {
            Ok(()) => match place.parent() {
                Some(folder) => sync_folder(folder).await,
                None => Ok(()),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        };
        removed.map(|()| size).map_err(|error| FileError::Unavailable(error.to_string()))
    }

    async fn link(&self, key: &FileKey, serving: &Serving, life: Duration) -> Result<String, FileError> {
        let until =
            SignedDuration::try_from(life).ok().and_then(|life| self.0.clock.now().checked_add(life).ok());
        let until = until.ok_or_else(|| FileError::Unavailable("a link cannot live that long".to_owned()))?;
        let link = self.0.signer.link(key.as_str(), serving, until.as_second());
        Ok(format!("{}{link}", self.0.origin))
    }

    async fn list(
        &self,
        scope: &Scope,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<FileKey>, FileError> {
        let mut entries = match fs::read_dir(self.0.root.join(scope.tenant().as_str())).await {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(&error)),
        };
        let mut keys = Vec::new();
        while let Some(entry) = entries.next_entry().await.map_err(|error| failed(&error))? {
            let key =
                entry.file_name().to_str().and_then(FileId::parse).map(|file| FileKey::new(scope, &file));
            keys.extend(key.filter(|key| after.is_none_or(|after| key.as_str() > after)));
        }
        keys.sort_unstable_by(|one, other| one.as_str().cmp(other.as_str()));
        keys.truncate(limit);
        Ok(keys)
    }

    async fn used(&self, scope: &Scope) -> Result<u64, FileError> {
        let mut entries = match fs::read_dir(self.0.root.join(scope.tenant().as_str())).await {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(failed(&error)),
        };
        let mut bytes = 0;
        while let Some(entry) = entries.next_entry().await.map_err(|error| failed(&error))? {
            // A file that is removed in this moment takes nothing.
            bytes += entry.metadata().await.map_or(0, |found| if found.is_file() { found.len() } else { 0 });
        }
        Ok(bytes)
    }
}
