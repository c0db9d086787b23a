//! A blob's content in pieces.

use std::num::NonZero;

use azure_storage_blob::BlobClient;
use azure_storage_blob::models::BlobClientDownloadOptions;
use tokio_stream::StreamExt;

use super::super::{Content, FileError};
use super::{BLOCK, PATIENCE, call};

/// Opens the blob. An account that stops in the middle ends the content with an error.
pub(super) async fn download(blob: &BlobClient) -> Result<Content, FileError> {
    let options = BlobClientDownloadOptions {
        // What waits in memory for a slow reader.
        parallel: NonZero::new(2),
        partition_size: NonZero::new(BLOCK),
        ..Default::default()
    };
    let answer = call(blob.download(Some(options))).await?;
    let pieces = answer.body.timeout(PATIENCE).map(|piece| match piece {
        Ok(piece) => piece.map_err(std::io::Error::other),
        Err(_) => Err(std::io::ErrorKind::TimedOut.into()),
    });
    Ok(Box::pin(pieces))
}
