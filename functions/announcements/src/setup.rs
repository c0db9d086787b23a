//! What of setting a portal up belongs to the area.

use shared::setup::Step;

use crate::model::Announcement;
use crate::store::released;

/// Clients were told something.
pub const FIRST: Step = Step {
    key: "announcements",
    optional: false,
    done: |app, scope, _| {
        Box::pin(async move {
            let page = app.store.query::<Announcement>(&scope, released("publish_at").limit(1)).await?;
            Ok(!page.items.is_empty())
        })
    },
};
