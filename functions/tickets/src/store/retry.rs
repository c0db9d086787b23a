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
        if self.is_over(&error) {
            return Err(Self::refusal(error));
        }
        tokio::time::sleep(PAUSE * self.0).await;
        Ok(())
    }

    /// Counts one attempt that ended with `error`: true where another one cannot help.
    fn is_over(&mut self, error: &StoreError) -> bool {
        self.0 += 1;
        !raced(error) || self.0 == ATTEMPTS
    }

    /// What is said where attempts are over.
    pub(super) fn refusal(error: StoreError) -> Problem {
        if raced(&error) {
            return Problem::Unavailable { retry_after: Duration::from_secs(1) };
        }
        error.into()
    }
}

/// True where somebody else was faster.
fn raced(error: &StoreError) -> bool {
    matches!(error, StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. })
}
