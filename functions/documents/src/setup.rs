//! What of setting a portal up belongs to the area.

use shared::setup::Step;
use shared::store::Query;

use crate::model::{SHARED_FILE, SharedFile};

/// Clients were given a file.
pub const FIRST: Step = Step {
    key: "documents",
    optional: true,
    done: |app, scope, _| {
        Box::pin(async move {
            let first = Query::of(&SHARED_FILE, "updated_at").limit(1);
            Ok(!app.store.query::<SharedFile>(&scope, first).await?.items.is_empty())
        })
    },
};
