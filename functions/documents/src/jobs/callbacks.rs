//! Telling receivers that all have signed where no event says so: the last who had not signed has left.

use shared::app::App;
use shared::id::EventId;
use shared::problem::Problem;
use shared::store::Query;

use crate::callbacks::complete;
use crate::model::{POLICY, Policy, PolicyState};

/// Looks at all policies whose receivers wait; how many are told.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn call(app: App) -> Result<u64, Problem> {
    let mut told = 0;
    for tenant in app.directory.list().await? {
        let Some((scope, _)) = app.directory.scope(&tenant.slug).await? else { continue };
        let mut query = Some(Query::of(&POLICY, "id").eq("state", PolicyState::Published.as_str()));
        while let Some(asked) = query {
            let page = app.store.query::<Policy>(&scope, asked.clone()).await?;
            for stored in page.items.into_iter().filter(|stored| stored.value.receiver.is_some()) {
                let order = EventId::mint(&*app.clock, &*app.entropy).to_string();
                told += u64::from(complete(&app, &scope, &stored.value.id, order, None).await?);
            }
            query = page.next.map(|next| asked.after(Some(next)));
        }
    }
    Ok(told)
}
