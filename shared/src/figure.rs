//! What waits in an area, as a figure of the staff's overview: each area counts its own.

use futures::future::BoxFuture;

use crate::app::App;
use crate::problem::Problem;
use crate::tenant::Scope;

/// How much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waiting {
    /// All of it.
    pub count: u64,
    /// Of these, what is late.
    pub late: u64,
}

/// A figure of the overview.
#[derive(Clone, Copy)]
pub struct Figure {
    /// Its name on the wire, as `invoices`.
    pub key: &'static str,
    /// Counts, in one turn.
    pub count: fn(App, Scope) -> BoxFuture<'static, Result<Waiting, Problem>>,
}
