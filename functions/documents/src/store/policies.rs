//! Staff's changes of policies: each that clients see counts the edition up in its batch.

use shared::app::App;
use shared::id::PolicyId;
use shared::problem::Problem;
use shared::store::{Batch, StoreError, Stored};
use shared::tenant::Scope;

use crate::model::{Edition, Policy};

/// A change is tried so often before the person is asked to try again.
const ATTEMPTS: usize = 5;

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
    let mut first = None;
    for _ in 0..ATTEMPTS {
        let mut found = app.store.read(scope, &[Edition::ID.to_owned(), id.to_string()]).await?;
        let edition = found.take::<Edition>(Edition::ID)?;
        let read = found.take::<Policy>(id.as_str())?.ok_or(Problem::NotFound)?;
        if *first.get_or_insert(read.version) != read.version {
            return Err(Problem::Stale);
        }
        let mut batch = app.store.batch(scope);
        let answer = change(&mut batch, &read)?;
        match &edition {
            Some(read) => batch.replace(read, &Edition::of(read.value.number + 1)),
            None => batch.create(&Edition::of(1)),
        };
        match app.store.commit(batch).await {
            Ok(_) => return Ok(answer),
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(busy())
}

/// Others were faster again and again.
pub(crate) fn busy() -> Problem {
    Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) }
}
