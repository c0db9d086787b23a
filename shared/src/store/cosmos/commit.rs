//! Batches.

use azure_data_cosmos::TransactionalBatch;
use azure_data_cosmos::options::{BatchDeleteOptions, BatchReplaceOptions, Precondition};

use super::super::{Operation, Partition, StoreError, Tag};
use super::CosmosStore;
use super::document::{Written, etag, name, unwritable};
use super::failure::{failure, refusal};

/// Status of operations that were not tried because another one failed.
const UNTRIED: u16 = 424;

impl CosmosStore {
    pub(super) async fn write(&self, at: &Partition, batch: Vec<Operation>) -> Result<Vec<Tag>, StoreError> {
        let deletes: Vec<bool> = batch.iter().map(|step| matches!(step, Operation::Delete(..))).collect();
        let request = request(at, batch)?;
        let answer = self
            .call(false, async |containers| {
                let response = containers.of(at).execute_transactional_batch(request, None).await?;
                self.count(response.diagnostics().request_count());
                response.into_model()
            })
            .await?
            .map_err(|error| failure(&error))?;
        // A batch that failed is answered with success, too: only its parts tell.
        let culprit = answer
            .results()
            .iter()
            .enumerate()
            .find(|(_, result)| !result.is_success() && result.status_code() != UNTRIED);
        if let Some((index, result)) = culprit {
            return Err(refusal(index, result.status_code(), result.retry_after()));
        }
        if answer.results().len() != deletes.len()
            || answer.results().iter().any(|result| !result.is_success())
        {
            return Err(StoreError::Unavailable("Cosmos DB answered a batch without its parts".to_owned()));
        }
        let tags = answer.results().iter().zip(deletes).map(|(result, delete)| match result.etag() {
            Some(etag) if !delete => Tag(etag.to_owned()),
            _ => Tag::default(),
        });
        Ok(tags.collect())
    }
}

fn request(at: &Partition, batch: Vec<Operation>) -> Result<TransactionalBatch, StoreError> {
    let mut request = TransactionalBatch::new(name(at).to_owned());
    for (index, operation) in batch.into_iter().enumerate() {
        request = match operation {
            Operation::Create(document) => {
                request.create_item(Written::new(at, &document)).map_err(|error| unwritable(index, &error))?
            }
            Operation::Replace(document, tag) => {
                let options =
                    BatchReplaceOptions::default().with_precondition(Precondition::if_match(etag(&tag)));
                request
                    .replace_item(document.id.clone(), Written::new(at, &document), Some(options))
                    .map_err(|error| unwritable(index, &error))?
            }
            Operation::Delete(id, tag) => {
                let options =
                    BatchDeleteOptions::default().with_precondition(Precondition::if_match(etag(&tag)));
                request.delete_item(id, Some(options))
            }
        };
    }
    Ok(request)
}
