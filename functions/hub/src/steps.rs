//! What other areas do for a new tenant; each step is safe to be repeated.

use futures::future::BoxFuture;
use shared::app::App;
use shared::audit::Actor;
use shared::problem::Problem;
use shared::tenant::{Scope, Tenant};

/// The first admin, who is invited by mail.
#[derive(Debug, Clone)]
pub struct FirstAdmin {
    /// Email.
    pub email: String,
    /// Name.
    pub name: String,
}

/// A step.
type Step<T> = fn(App, Scope, Tenant, T) -> BoxFuture<'static, Result<(), Problem>>;

/// The steps, given by the composition root.
#[derive(Clone, Copy)]
pub struct Steps {
    /// Gives the tenant a look.
    pub look: Step<()>,
    /// Invites the first admin. 422 where a field is wrong.
    pub admin: Step<(FirstAdmin, Actor)>,
}
