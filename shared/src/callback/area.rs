//! How areas hear of events and answer with callbacks.

use async_trait::async_trait;
use serde_json::Value;

use super::model::Callback;
use crate::app::App;
use crate::mail::Heard;
use crate::outbox::Undelivered;
use crate::problem::Problem;
use crate::tenant::{Scope, Tenant};

/// A callback that is about to be said, and where.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// The app.
    pub app: &'a App,
    /// The tenant in which it happened.
    pub tenant: &'a Tenant,
    /// All of the tenant's data.
    pub scope: &'a Scope,
    /// The callback.
    pub callback: &'a Callback,
}

/// What an area has to tell other systems. The composition root lists the areas.
#[async_trait]
pub trait AreaCallbacks: Send + Sync + 'static {
    /// Keeps the callbacks that an event calls for; true where there are any. It may be called again for the same event,
    /// also while it runs elsewhere: it must keep each once.
    ///
    /// Errors: [`Problem::Unavailable`] is tried again; after any other the event is passed over.
    async fn on_event(&self, heard: Heard<'_>) -> Result<bool, Problem>;

    /// True where [`AreaCallbacks::data`] writes callbacks of this name.
    fn writes(&self, name: &str) -> bool;

    /// What a callback says: the same at every attempt.
    async fn data(&self, said: Said<'_>) -> Result<Value, Undelivered>;
}
