//! Sessions that have ended are forgotten: where somebody signed in from is nobody's business once it is over.

use shared::account::{USER, User};
use shared::app::App;
use shared::problem::Problem;
use shared::store::{Query, Store, StoreError, Stored};
use shared::tenant::Scope;

/// Accounts read at once.
const PAGE: u32 = 500;
/// Accounts written in one batch.
const BATCH: usize = 50;

/// Takes ended sessions out of all accounts; from how many. A sign-in does so for its own account; this is for those who
/// do not come back.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn forget_sessions(app: App) -> Result<u64, Problem> {
    let mut done = 0;
    for tenant in app.directory.list().await? {
        if let Some((scope, _)) = app.directory.scope(&tenant.slug).await? {
            done += forget(&app, &scope).await?;
        }
    }
    Ok(done)
}

async fn forget(app: &App, scope: &Scope) -> Result<u64, Problem> {
    let (now, mut done, mut after) = (app.clock.now(), 0, None);
    loop {
        let query = Query::of(&USER, "sort_name").ascending().limit(PAGE).after(after);
        let page = app.store.query::<User>(scope, query).await?;
        let over = |person: &&Stored<User>| person.value.sessions.iter().any(|one| one.expires_at <= now);
        let old: Vec<&Stored<User>> = page.items.iter().filter(over).collect();
        for some in old.chunks(BATCH) {
            match write(&app.store, scope, some, now).await {
                Ok(()) => done += some.len() as u64,
                // Somebody among them has just signed in: the others by themselves, and that one another day.
                Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => {
                    for one in some {
                        match write(&app.store, scope, &[one], now).await {
                            Ok(()) => done += 1,
                            Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
                            Err(error) => return Err(error.into()),
                        }
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(done);
        }
    }
}

async fn write(
    store: &Store,
    scope: &Scope,
    people: &[&Stored<User>],
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    let mut batch = store.batch(scope);
    for person in people {
        let mut user = person.value.clone();
        user.sessions.retain(|session| session.expires_at > now);
        batch.replace(person, &user);
    }
    store.commit(batch).await.map(drop)
}
