//! Changing one's own account while other browsers of the same person may be changing it too.

use std::time::Duration;

use shared::account::User;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::problem::Problem;
use shared::session::Person;
use shared::store::StoreError;

/// Lost races before giving up; each means that another request of the same person got through.
const TRIES: usize = 10;

/// Replaces the person's account by what `change` makes of it, as often as needed: `change` sees the newest state
/// each time and may refuse. `action` is the audit line's, `event` the event's name.
pub(crate) async fn change_account<T>(
    app: &App,
    person: &Person,
    (action, event): (&'static str, &'static str),
    change: impl Fn(&User) -> Result<(User, T), Problem>,
) -> Result<T, Problem> {
    let scope = person.own_scope();
    let id = person.user().id.as_str();
    let mut read = person.account.as_ref().clone();
    for _ in 0..TRIES {
        let (changed, answer) = change(&read.value)?;
        let mut batch = app.store.batch(&scope);
        batch.replace(&read, &changed).audit(&person.actor(), action, id).event(Event::new(
            event,
            id,
            read.version + 1,
            Audience::staff(),
        ));
        match app.store.commit(batch).await {
            Ok(_) => return Ok(answer),
            Err(StoreError::Stale { .. }) => {
                read = app.store.get::<User>(&scope, id).await?.ok_or(Problem::Unauthorized)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}
