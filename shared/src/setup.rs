//! What is to be done until a portal is set up: each area says what belongs to it, and whether it is done is a fact that
//! the area looks up, never a tick that somebody set.

use std::sync::Arc;

use futures::future::BoxFuture;

use crate::app::App;
use crate::problem::Problem;
use crate::tenant::{Scope, Tenant};

/// What the look says.
pub type Looked = BoxFuture<'static, Result<bool, Problem>>;

/// A step of setting a portal up.
#[derive(Clone, Copy)]
pub struct Step {
    /// Its name on the wire, as `companies`.
    pub key: &'static str,
    /// True where a portal can do without it.
    pub optional: bool,
    /// True once it is done: at most one round trip.
    pub done: fn(App, Scope, Arc<Tenant>) -> Looked,
}
