//! Requests in the store: made, decided, taken back, and kept in step with their tickets.

mod cancel;
mod create;
mod decide;
mod follow;
mod read;
mod reassign;
mod tell;

use std::time::Duration;

use shared::order::OpenTicket;
use shared::problem::Problem;
use shared::store::StoreError;

pub(crate) use cancel::{Canceling, cancel};
pub(crate) use create::{Asking, create, repeated};
pub(crate) use decide::{Decider, Verdict, decide};
pub use follow::follow;
pub(crate) use read::{form, form_and_deciders, request, visible};
pub(crate) use reassign::hear;
pub use reassign::sweep;
pub(crate) use tell::{ASKED, CANCELED, REASSIGNED, UNASSIGNED};

/// What the area asks of others.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// Opens a ticket.
    pub(crate) open: OpenTicket,
}

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Desk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self, Problem> {
        let desk = parts.extensions.get::<Self>().copied();
        desk.ok_or_else(|| Problem::internal("the router was built without its desk"))
    }
}

/// A change is tried so often.
const ATTEMPTS: u32 = 12;
/// The pause grows by this from attempt to attempt.
const PAUSE: Duration = Duration::from_millis(3);

/// Counts attempts.
#[derive(Default)]
struct Retry(u32);

impl Retry {
    /// Waits a little where reading again can help; gives `error` back as a problem where it cannot.
    async fn after(&mut self, error: StoreError) -> Result<(), Problem> {
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
