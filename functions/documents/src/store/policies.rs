//! Staff's changes of policies: each that clients see counts the edition up in its batch.

use std::time::Duration;

use shared::app::App;
use shared::edition::Edition;
use shared::id::PolicyId;
use shared::problem::Problem;
use shared::store::{Batch, StoreError, Stored};
use shared::tenant::Scope;

use crate::model::{EDITION, Policy};

/// A change is tried so often before the person is asked to try again: dozens of changes at once all find their turn.
pub(crate) const ATTEMPTS: u32 = 60;
/// The pause before the next attempt grows by this, up to ten times.
const PAUSE: Duration = Duration::from_millis(3);

/// Waits a little before another attempt.
pub(crate) async fn pause(attempt: u32) {
    tokio::time::sleep(PAUSE * attempt.min(10)).await;
}

/// Writes a change of a policy together with the next edition, and tries again where only the edition was taken.
/// `change` is given the policy as it is, adds to the batch and answers.
///
/// Errors: 404 · what `change` refuses · 412 changed meanwhile.
pub(crate) async fn keep<T>(
    app: &App,
    scope: &Scope,
    id: &PolicyId,
    change: impl Fn(&mut Batch<'_>, &Stored<Policy>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    keep_where(app, scope, id, |_| std::future::ready(Ok(())), change).await
}

/// As [`keep`], where `allowed` holds. It is asked after the edition was read: what it counts cannot have grown unseen,
/// since whoever publishes raises the edition.
pub(crate) async fn keep_where<T, A: Future<Output = Result<(), Problem>>>(
    app: &App,
    scope: &Scope,
    id: &PolicyId,
    allowed: impl Fn(Stored<Policy>) -> A,
    change: impl Fn(&mut Batch<'_>, &Stored<Policy>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let mut first = None;
    for attempt in 1..=ATTEMPTS {
        let mut found = app.store.read(scope, &[EDITION.to_owned(), id.to_string()]).await?;
        let edition = found.take::<Edition>(EDITION)?;
        let read = found.take::<Policy>(id.as_str())?.ok_or(Problem::NotFound)?;
        if *first.get_or_insert(read.version) != read.version {
            return Err(Problem::Stale);
        }
        allowed(read.clone()).await?;
        let mut batch = app.store.batch(scope);
        let answer = change(&mut batch, &read)?;
        Edition::raise(&mut batch, EDITION, edition.as_ref());
        match app.store.commit(batch).await {
            Ok(_) => return Ok(answer),
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => pause(attempt).await,
            Err(error) => return Err(error.into()),
        }
    }
    Err(busy())
}

/// Others were faster again and again.
pub(crate) fn busy() -> Problem {
    Problem::Unavailable { retry_after: Duration::from_secs(1) }
}
