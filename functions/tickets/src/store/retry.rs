//! Trying again when another process was faster.

use std::time::Duration;

use shared::problem::Problem;
use shared::store::StoreError;

/// A change is tried so often; with the lanes, only other processes can make it fail.
const ATTEMPTS: u32 = 12;
/// The pause grows by this from attempt to attempt.
const PAUSE: Duration = Duration::from_millis(3);

/// Counts attempts.
#[derive(Default)]
pub(super) struct Retry(u32);

impl Retry {
    /// Waits a little where reading again can help; gives `error` back as a problem where it cannot.
    pub(super) async fn after(&mut self, error: StoreError) -> Result<(), Problem> {
        self.0 += 1;
        match error {
            StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. } => {}
            other => return Err(other.into()),
        }
        if self.0 == ATTEMPTS {
            return Err(Problem::Unavailable { retry_after: Duration::from_secs(1) });
        }
        tokio::time::sleep(PAUSE * self.0).await;
        Ok(())
    }
}
