//! Locks after wrong passwords: seeing them, and lifting them before their time.

pub(crate) mod lift_lock;
pub(crate) mod list_locks;

use serde_json::json;
use shared::account::Attempts;
use shared::audit::Actor;
use shared::store::{Batch, Stored};

/// Adds to the batch that a lock is lifted. Its attempts are forgotten.
pub(crate) fn lift(batch: &mut Batch<'_>, lock: &Stored<Attempts>, name: Option<&str>, by: &Actor) {
    let Attempts { lock: kind, user, network, .. } = &lock.value;
    let object = user.as_ref().map(|user| user.as_str()).or(network.as_deref()).unwrap_or_default();
    let detail = json!({ "kind": kind, "network": network, "name": name });
    batch.delete(lock).audit_with(by, "sign_in.unlock", object, detail);
}
