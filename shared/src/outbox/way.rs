//! How one kind of parcel goes out.

use async_trait::async_trait;

use super::posting::Parcel;
use crate::app::App;
use crate::problem::Problem;
use crate::store::Batch;
use crate::tenant::{Scope, Tenant};

/// Why something was not taken, as a sentence for staff.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// Nobody can be reached, whatever is sent: nothing else will fare better now.
    #[error("{0}")]
    Down(String),
    /// This is not taken now.
    #[error("{0}")]
    Later(String),
    /// This will never be taken.
    #[error("{0}")]
    Never(String),
}

/// A parcel on its way.
pub(crate) struct Job<'a, P, K> {
    pub(crate) app: &'a App,
    pub(crate) tenant: &'a Tenant,
    pub(crate) scope: &'a Scope,
    /// What all of the tenant's parcels need.
    pub(crate) kit: &'a K,
    pub(crate) parcel: &'a P,
}

/// How parcels of one kind go out.
#[async_trait]
pub(crate) trait Way: Send + Sync {
    /// What goes out.
    type Parcel: Parcel;
    /// What all parcels of a tenant need.
    type Kit: Send + Sync;

    /// False where nothing can go out for now.
    fn is_open(&self) -> bool;

    /// Reads what all parcels of a tenant need.
    async fn kit(&self, app: &App, tenant: &Tenant) -> Result<Self::Kit, Problem>;

    /// True once the parcel is in other hands.
    async fn carry(&self, job: Job<'_, Self::Parcel, Self::Kit>) -> Result<(), Undelivered>;

    /// Adds what else is kept once a parcel has arrived or is given up, and has this version.
    fn note(&self, batch: &mut Batch<'_>, parcel: &Self::Parcel, version: u64);
}
