//! One change at a time: within this process the changes of a tenant's tickets queue up instead of colliding.
//!
//! Numbers and counters live in one document per tenant, so two changes at once would fail each other's batch. The
//! lane only saves retries; what makes them right is the batch itself, which other processes may still collide with.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::problem::Problem;
use shared::tenant::Scope;
use tokio::sync::{Mutex as Lane, OwnedMutexGuard};

use crate::store::Queue;

/// Lanes in use are kept; above this many, unused ones are forgotten.
const MANY: usize = 256;

/// The lanes of this process, one for each tenant.
#[derive(Clone, Default)]
pub(crate) struct Lanes {
    lanes: Arc<Mutex<HashMap<String, Arc<Lane<()>>>>>,
    /// Who waits for new tickets.
    pub(crate) openings: Queue,
}

impl Lanes {
    /// Waits for the tenant's lane and holds it until the guard is dropped.
    pub(crate) async fn enter(&self, scope: &Scope) -> OwnedMutexGuard<()> {
        let lane = {
            let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
            if lanes.len() >= MANY {
                lanes.retain(|_, lane| Arc::strong_count(lane) > 1);
            }
            Arc::clone(lanes.entry(scope.tenant().to_string()).or_default())
        };
        lane.lock_owned().await
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Lanes {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let lanes = parts.extensions.get::<Self>().cloned();
        lanes.ok_or_else(|| Problem::internal("the router was built without its lanes"))
    }
}
