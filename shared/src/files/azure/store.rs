//! The port on a container.

use std::time::Duration;

use async_trait::async_trait;
use azure_storage_blob::models::BlobContainerClientListBlobsOptions;
use futures::TryStreamExt;
use jiff::SignedDuration;

use super::super::intake::Intake;
use super::super::shown::Shown;
use super::super::{Content, FileError, FileKey, FileStore, Serving, Written};
use super::{AzureStore, LinkSigner, call, download, upload};
use crate::id::FileId;
use crate::tenant::Scope;

/// The most that the account gives in one answer.
const PAGE: usize = 5_000;

#[async_trait]
impl FileStore for AzureStore {
    async fn ready(&self) -> Result<(), FileError> {
        match call(self.container.get_properties(None)).await {
            Ok(_) => Ok(()),
            // A question for properties is answered without a body, and so without the code that names the container.
            Err(failed) if failed.status == Some(404) => {
                Err(FileError::Unavailable("the blob container does not exist".into()))
            }
            Err(failed) => Err(failed.into()),
        }
    }

    async fn put(&self, key: &FileKey, content: Content, limit: u64) -> Result<Written, FileError> {
        upload::upload(&self.container.blob_client(key.as_str()), Intake::new(content, limit)).await
    }

    async fn get(&self, key: &FileKey) -> Result<Content, FileError> {
        download::download(&self.container.blob_client(key.as_str())).await
    }

    async fn delete(&self, key: &FileKey) -> Result<u64, FileError> {
        let size = self.sizes(key.as_str(), Some(1)).await?;
        match call(self.container.blob_client(key.as_str()).delete(None)).await.map_err(FileError::from) {
            Ok(_) => Ok(size),
            Err(FileError::NotFound) => Ok(0),
            Err(error) => Err(error),
        }
    }

    async fn link(&self, key: &FileKey, serving: &Serving, life: Duration) -> Result<String, FileError> {
        let now = self.clock.now();
        let until = SignedDuration::try_from(life).ok().and_then(|life| now.checked_add(life).ok());
        let until = until.ok_or_else(|| FileError::Unavailable("a link cannot live that long".to_owned()))?;
        let shown = Shown::of(serving);
        let query = match &self.signer {
            LinkSigner::Key(signer) => signer.query(key.as_str(), &shown, now, until),
            LinkSigner::Delegation(signer) => signer.query(key.as_str(), &shown, now, until).await?,
        };
        let mut link = self.container.blob_client(key.as_str()).url().clone();
        link.set_query(Some(&query));
        Ok(link.into())
    }

    async fn list(
        &self,
        scope: &Scope,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<FileKey>, FileError> {
        let prefix = format!("{}/", scope.tenant());
        let options = BlobContainerClientListBlobsOptions {
            prefix: Some(prefix.clone()),
            // An account that does not know this parameter starts at the beginning: hence the filter below.
            start_from: after.map(str::to_owned),
            maxresults: i32::try_from(limit.saturating_add(1).min(PAGE)).ok(),
            ..Default::default()
        };
        let unusable = |error: azure_core::Error| FileError::Unavailable(error.to_string());
        let mut blobs = self.container.list_blobs(Some(options)).map_err(unusable)?;
        let mut keys = Vec::new();
        while keys.len() < limit {
            let Some(blob) = call(blobs.try_next()).await? else { break };
            let name = blob.name.unwrap_or_default();
            if after.is_some_and(|after| name.as_str() <= after) {
                continue;
            }
            let file = name.strip_prefix(&prefix).and_then(FileId::parse);
            keys.extend(file.map(|file| FileKey::new(scope, &file)));
        }
        Ok(keys)
    }

    async fn used(&self, scope: &Scope) -> Result<u64, FileError> {
        self.sizes(&format!("{}/", scope.tenant()), None).await
    }
}

impl AzureStore {
    /// Bytes of the blobs whose names begin so, the first of them or all.
    async fn sizes(&self, prefix: &str, most: Option<i32>) -> Result<u64, FileError> {
        let options = BlobContainerClientListBlobsOptions {
            prefix: Some(prefix.to_owned()),
            maxresults: most,
            ..Default::default()
        };
        let unusable = |error: azure_core::Error| FileError::Unavailable(error.to_string());
        let mut blobs = self.container.list_blobs(Some(options)).map_err(unusable)?;
        let mut bytes = 0;
        while let Some(blob) = call(blobs.try_next()).await? {
            bytes += blob.properties.and_then(|properties| properties.content_length).unwrap_or_default();
            if most.is_some() {
                break;
            }
        }
        Ok(bytes)
    }
}
