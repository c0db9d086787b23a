//! What of setting a portal up belongs to the area.

use shared::account::Look;
use shared::setup::Step;

/// The portal looks like the provider's own.
pub const LOOK: Step = Step {
    key: "branding",
    optional: false,
    done: |app, scope, _| {
        Box::pin(async move {
            let look = app.store.get::<Look>(&scope, Look::ID).await?;
            // Provisioning writes the first version; every later one was somebody's decision.
            Ok(look.is_some_and(|look| look.version > 1))
        })
    },
};
