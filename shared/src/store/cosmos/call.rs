//! One call to the service: bounded in time, counted, its failure in the port's words.

use std::sync::atomic::Ordering;
use std::time::Duration;

use azure_data_cosmos::CosmosError;

use super::super::StoreError;
use super::connect::Containers;
use super::{CosmosStore, failure};

/// Most time for one call with its retries: the SDK's own limits do not cover all of its waiting.
pub(super) const TIME: Duration = Duration::from_secs(10);

/// True for answers that another try will not change.
pub(super) fn is_final(error: &CosmosError) -> bool {
    let status = error.status();
    error.is_from_wire()
        && (status.is_unauthorized()
            || status.is_forbidden()
            || status.is_not_found()
            || status.is_bad_request())
}

impl CosmosStore {
    /// Runs `work` with the containers. `reads_one` where a 404 means that the document is missing.
    pub(super) async fn call<T>(
        &self,
        reads_one: bool,
        work: impl AsyncFnOnce(Containers) -> Result<T, CosmosError>,
    ) -> Result<Result<T, CosmosError>, StoreError> {
        let slow =
            |_| StoreError::Unavailable(format!("Cosmos DB did not answer within {} s", TIME.as_secs()));
        let containers = tokio::time::timeout(TIME, self.link.containers()).await.map_err(slow)??;
        let result = tokio::time::timeout(TIME, work(containers)).await.map_err(slow)?;
        if let Err(error) = &result {
            self.count(error.diagnostics().map_or(1, |diagnostics| diagnostics.request_count()));
            if failure::is_gone(error, reads_one) {
                // An account made anew has other containers under the same names.
                self.link.forget().await;
            }
        }
        Ok(result)
    }

    /// Adds to the requests made so far.
    pub(super) fn count(&self, requests: usize) {
        self.requests.fetch_add(requests as u64, Ordering::Relaxed);
    }
}
