//! How one kind of parcel goes out.

use async_trait::async_trait;

use super::posting::{Parcel, Queue};
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
    /// The other side takes nothing from this sender or by this route: it lies with nobody's address.
    #[error("{0}")]
    Refused(String),
    /// This is not taken now.
    #[error("{0}")]
    Later(String),
    /// This will never be taken, for there is no such address.
    #[error("{0}")]
    NoSuchAddress(String),
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

    /// Parcels that are read, sent and noted together. The end of the program in between sends those again that were
    /// taken already, so it is also the most that goes out twice.
    const PAGE: u32;
    /// Operations that noting one takes at most.
    const NOTE: usize;

    /// Which queue.
    fn queue(&self) -> Queue;

    /// False where nothing can go out for now.
    fn is_open(&self) -> bool;

    /// Reads what all parcels of a tenant need.
    async fn kit(&self, app: &App, tenant: &Tenant) -> Result<Self::Kit, Problem>;

    /// True once the parcel is in other hands.
    async fn carry(&self, job: Job<'_, Self::Parcel, Self::Kit>) -> Result<(), Undelivered>;

    /// Adds what else is kept once a parcel has arrived or is given up, and has this version.
    fn note(&self, batch: &mut Batch<'_>, parcel: &Self::Parcel, version: u64);

    /// Tells whoever must know that a recipient's address fails (with the reason), or does so no longer.
    async fn reached(&self, app: &App, scope: &Scope, parcel: &Self::Parcel, failed: Option<&str>);
}
