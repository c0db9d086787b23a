//! What of setting a portal up belongs to the area.

use shared::setup::Step;
use shared::store::Query;

use crate::model::{ITEM, Item};

/// Clients can ask for something; a portal can do without.
pub const FIRST: Step = Step {
    key: "catalog",
    optional: true,
    done: |app, scope, _| {
        Box::pin(async move {
            let items = app.store.query::<Item>(&scope, Query::of(&ITEM, "rank").limit(200)).await?;
            Ok(items.items.iter().any(|stored| stored.value.is_published()))
        })
    },
};
