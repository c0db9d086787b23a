//! The SDK's errors in the port's words.

use std::time::Duration;

use azure_data_cosmos::{CosmosError, CosmosStatus};

use super::super::StoreError;

/// Sub-status of a 404 that means the container, not the document.
const NO_CONTAINER: u16 = 1003;

/// How long to wait where the service does not say.
const PAUSE: Duration = Duration::from_secs(1);

/// A failed call.
pub(super) fn failure(error: &CosmosError) -> StoreError {
    let status = error.status();
    if status.is_throttled() {
        let asked = error.response().and_then(|response| response.headers().retry_after_ms);
        return StoreError::Throttled { retry_after: asked.map_or(PAUSE, Duration::from_millis) };
    }
    if u16::from(status.status_code()) == 413 {
        return StoreError::TooLarge("the request is over the service's limit".to_owned());
    }
    tracing::error!(status = u16::from(status.status_code()), %error, "Cosmos DB failed");
    StoreError::Unavailable(sentence(status))
}

/// A batch of which operation number `index` failed with `status`.
pub(super) fn refusal(index: usize, status: u16, retry_after: Option<Duration>) -> StoreError {
    match status {
        404 => StoreError::NotFound { index },
        409 => StoreError::Conflict { index },
        412 => StoreError::Stale { index },
        413 => StoreError::TooLarge(format!("operation {index} is over the service's limit")),
        429 => StoreError::Throttled { retry_after: retry_after.unwrap_or(PAUSE) },
        other => {
            tracing::error!(status = other, index, "Cosmos DB refused an operation");
            StoreError::Unavailable(format!("Cosmos DB answered {other} to operation {index}"))
        }
    }
}

/// True where the kept container is no longer what the name stands for.
pub(super) fn is_gone(error: &CosmosError, reads_one: bool) -> bool {
    let status = error.status();
    status.is_not_found()
        && (!reads_one || status.sub_status().is_some_and(|sub| sub.value() == NO_CONTAINER))
}

fn sentence(status: CosmosStatus) -> String {
    match status.sub_status() {
        Some(sub) => format!("Cosmos DB answered {}/{}", u16::from(status.status_code()), sub.value()),
        None => format!("Cosmos DB answered {}", u16::from(status.status_code())),
    }
}
