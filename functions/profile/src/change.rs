//! Changing one's own account, while other requests of the same person may be changing it too.

use std::time::Duration;

use shared::account::User;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::http::RequiredIfMatch;
use shared::problem::Problem;
use shared::session::Person;
use shared::store::{Batch, StoreError};

use crate::model::version;

/// Lost races before giving up.
const TRIES: usize = 10;

/// Replaces the account by what `change` makes of it. The profile must be the one that the caller read; sign-ins and
/// other changes of the account in between do not matter. `detail` tells the audit log what changed, `more` adds to the
/// batch; nothing is written where nothing changed.
pub(crate) async fn change(
    app: &App,
    person: &Person,
    expected: RequiredIfMatch,
    action: &'static str,
    change: impl Fn(&User) -> User,
    detail: impl Fn(&User, &User) -> serde_json::Value,
    more: impl Fn(&mut Batch<'_>),
) -> Result<User, Problem> {
    let scope = person.own_scope();
    let id = person.user().id.as_str();
    let mut read = person.account.as_ref().clone();
    for _ in 0..TRIES {
        expected.check(version(&read.value))?;
        let changed = change(&read.value);
        if version(&changed) == version(&read.value) {
            return Ok(changed);
        }
        let mut batch = app.store.batch(&scope);
        batch
            .replace(&read, &changed)
            .audit_with(&person.actor(), action, id, detail(&read.value, &changed))
            .event(Event::new("profile.updated", id, read.version + 1, Audience::staff()));
        more(&mut batch);
        match app.store.commit(batch).await {
            Ok(_) => return Ok(changed),
            Err(StoreError::Stale { .. }) => {
                read = app.store.get::<User>(&scope, id).await?.ok_or(Problem::Unauthorized)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}
