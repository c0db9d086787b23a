//! The counters of a sign-in in the store: counted before a password is looked at, so that parallel guesses cannot
//! slip past, and taken back when it was right.

use jiff::{SignedDuration, Timestamp};
use shared::account::{ATTEMPTS, Attempts, USER, User};
use shared::app::App;
use shared::problem::Problem;
use shared::store::{Batch, Document, Filter, Query, Store, StoreError, Stored, Tag, decode};
use shared::tenant::Scope;

use crate::lockout::{self, Keys};

/// Every lost race means that somebody else's attempt was counted, so an account's own limit ends the loop first;
/// what is above it is room for an office whose people share one address.
const TRIES: usize = 40;
/// Counters are kept somewhat longer than they count.
const LIFE: SignedDuration = SignedDuration::from_hours(1);

/// The account that is to be signed in to, and its counters as stored.
pub(crate) struct Records {
    /// The account, where the email has one.
    pub(crate) user: Option<Stored<User>>,
    account: Option<Stored<Attempts>>,
    address: Option<Stored<Attempts>>,
}

/// An attempt that was counted.
pub(crate) struct Counted {
    /// The account and its counters as they are now stored.
    pub(crate) records: Records,
    keys: Keys,
    at: Timestamp,
}

/// Finds the account and counts the attempt: two round trips where nobody else is counting under the same keys.
///
/// Ends: 429 where the account or the address has had its attempts.
pub(crate) async fn count(app: &App, scope: &Scope, keys: Keys) -> Result<Counted, Problem> {
    let at = app.clock.now();
    let mut thorough = false;
    for _ in 0..TRIES {
        let mut records = read(&app.store, scope, &keys, thorough).await?;
        let account = current(records.account.as_ref(), &keys.account);
        let address = current(records.address.as_ref(), &keys.address);
        let (account, address) = lockout::count(&account, &address, at)?;
        let mut batch = app.store.batch(scope);
        put(&mut batch, records.account.as_ref(), &account);
        put(&mut batch, records.address.as_ref(), &address);
        match app.store.commit(batch).await {
            Ok(tags) => {
                let mut tags = tags.into_iter();
                records.account = Some(written(records.account, account, at, tags.next()));
                records.address = Some(written(records.address, address, at, tags.next()));
                return Ok(Counted { records, keys, at });
            }
            Err(error) if raced(&error) => thorough = true,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

impl Counted {
    /// Adds to the batch of a successful sign-in: the account's attempts are forgiven, the address gets this one back.
    pub(crate) fn forgive(&self, batch: &mut Batch<'_>) {
        if let Some(account) = &self.records.account {
            batch.delete(account);
        }
        if let Some(address) = &self.records.address {
            let left = address.value.taken_back(self.at);
            if left.at.is_empty() {
                batch.delete(address);
            } else {
                put(batch, Some(address), &left);
            }
        }
    }

    /// Reads everything again, after somebody else changed some of it.
    pub(crate) async fn refresh(&mut self, app: &App, scope: &Scope) -> Result<(), Problem> {
        self.records = read(&app.store, scope, &self.keys, true).await?;
        Ok(())
    }
}

/// True where a commit failed because somebody else came first.
pub(crate) fn raced(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. })
}

/// Account and counters in one query. `thorough` also finds counters that count as absent but whose ids are not free
/// yet: only a lost race tells of them, so nobody pays for them otherwise.
async fn read(store: &Store, scope: &Scope, keys: &Keys, thorough: bool) -> Result<Records, StoreError> {
    let mut either = vec![keys.account.as_str().into(), keys.address.as_str().into()];
    if keys.person != keys.account {
        either.push(keys.person.as_str().into());
    }
    let query = Query::of(&USER, "id")
        .ascending()
        .and_kind(&ATTEMPTS)
        .filter(Filter::OneOf("login_key", either))
        .limit(10);
    let mut found = Records { user: None, account: None, address: None };
    for raw in store.raw_query(scope, query).await?.0 {
        if raw.kind == User::KIND.name {
            let user = decode::<User>(raw)?;
            found.user = found.user.or(Some(user));
        } else {
            let counter = decode::<Attempts>(raw)?;
            if counter.value.login_key == keys.account {
                found.account = Some(counter);
            } else if counter.value.login_key == keys.address {
                found.address = Some(counter);
            }
        }
    }
    if thorough && found.account.is_none() {
        found.account = store.peek(scope, &Attempts::none(&keys.account).id).await?;
    }
    if thorough && found.address.is_none() {
        found.address = store.peek(scope, &Attempts::none(&keys.address).id).await?;
    }
    Ok(found)
}

fn current(stored: Option<&Stored<Attempts>>, key: &str) -> Attempts {
    stored.map_or_else(|| Attempts::none(key), |stored| stored.value.clone())
}

/// What a counter is after it was written, so that it need not be read again.
fn written(
    read: Option<Stored<Attempts>>,
    value: Attempts,
    at: Timestamp,
    tag: Option<Tag>,
) -> Stored<Attempts> {
    let (version, created_at) = read.map_or((1, at), |read| (read.version + 1, read.created_at));
    Stored { value, version, created_at, updated_at: at, tag: tag.unwrap_or_default() }
}

fn put(batch: &mut Batch<'_>, read: Option<&Stored<Attempts>>, value: &Attempts) {
    let until = batch.now() + LIFE;
    match read {
        Some(read) => batch.replace_until(read, value, Some(until)),
        None => batch.create_until(value, until),
    };
}
