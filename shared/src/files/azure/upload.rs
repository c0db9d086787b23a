//! Content on its way into a blob, block by block: a blob exists only once all its blocks are named.

use azure_storage_blob::BlobClient;
use azure_storage_blob::models::BlockLookupList;
use bytes::{Bytes, BytesMut};

use super::super::intake::Intake;
use super::super::{FileError, Written};
use super::{BLOCK, call};

/// Uploads what comes. Blocks of an upload that fails are never named, and the account forgets them.
pub(super) async fn upload(blob: &BlobClient, mut intake: Intake) -> Result<Written, FileError> {
    let mut ids = Vec::new();
    let mut block = BytesMut::new();
    let target = blob.block_blob_client();
    while let Some(mut piece) = intake.next().await? {
        while block.len() + piece.len() > BLOCK {
            block.extend_from_slice(&piece.split_to(BLOCK - block.len()));
            let full = std::mem::replace(&mut block, BytesMut::with_capacity(BLOCK)).freeze();
            ids.push(stage(&target, ids.len(), full).await?);
        }
        block.extend_from_slice(&piece);
    }
    if ids.is_empty() {
        call(blob.upload(block.freeze().into(), None)).await?;
        return Ok(intake.finish());
    }
    ids.push(stage(&target, ids.len(), block.freeze()).await?);
    let list = BlockLookupList { latest: Some(ids), ..Default::default() };
    let list =
        list.try_into().map_err(|error: azure_core::Error| FileError::Unavailable(error.to_string()))?;
    call(target.commit_block_list(list, None)).await?;
    Ok(intake.finish())
}

async fn stage(
    target: &azure_storage_blob::BlockBlobClient,
    number: usize,
    block: Bytes,
) -> Result<Vec<u8>, FileError> {
    // All ids of a blob must have the same length.
    let id = format!("{number:08}").into_bytes();
    let length = u64::try_from(block.len()).unwrap_or(u64::MAX);
    call(target.stage_block(&id, length, block.into(), None)).await?;
    Ok(id)
}
