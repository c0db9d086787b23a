//! The counters of an attempt in the store. They are increased before the password is checked, so that parallel guesses
//! cannot get around the limit, and restored if it was right.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use shared::account::{ATTEMPTS, Attempts, LockKind, USER, User};
use shared::app::App;
use shared::audit::Actor;
use shared::problem::Problem;
use shared::store::{Batch, Document, Filter, Query, Store, StoreError, Stored, Tag, decode};
use shared::tenant::Scope;

use crate::lockout::{self, Counter, Keys};

/// Every lost race means that somebody else's attempt was counted, so an account's own limit ends the loop first;
/// what is above it is room for an office whose people share one address.
const TRIES: usize = 40;
/// Counters are kept somewhat longer than they count.
const LIFE: SignedDuration = SignedDuration::from_hours(1);

/// An attempt's account and its stored counters, in the order of its keys.
pub(crate) struct Records {
    /// The account, where the email has one.
    pub(crate) user: Option<Stored<User>>,
    counters: Vec<Option<Stored<Attempts>>>,
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
/// Errors: 429 if one of the counters is full.
pub(crate) async fn count(app: &App, scope: &Scope, keys: Keys) -> Result<Counted, Problem> {
    let at = app.clock.now();
    let mut thorough = false;
    for _ in 0..TRIES {
        let mut records = read(&app.store, scope, &keys, thorough).await?;
        let before: Vec<_> = keys.counters.iter().zip(&records.counters).map(current).collect();
        let after = match lockout::count(&before, at) {
            Ok(after) => after,
            Err(wait) => {
                note_locks(app, scope, &records, &keys, at).await?;
                return Err(lockout::refusal(wait));
            }
        };
        let mut batch = app.store.batch(scope);
        for (read, value) in records.counters.iter().zip(&after) {
            put(&mut batch, read.as_ref(), value);
        }
        match app.store.commit(batch).await {
            Ok(tags) => {
                let read = std::mem::take(&mut records.counters);
                let mut tags = tags.into_iter();
                let kept = read.into_iter().zip(after);
                records.counters =
                    kept.map(|(read, value)| Some(written(read, value, at, tags.next()))).collect();
                return Ok(Counted { records, keys, at });
            }
            Err(error) if raced(&error) => thorough = true,
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: std::time::Duration::from_secs(1) })
}

impl Counted {
    /// Adds to the batch after a right password: resets the person's counter for this origin and uncounts this attempt
    /// on the others.
    pub(crate) fn forgive(&self, batch: &mut Batch<'_>) {
        for (counter, stored) in self.keys.counters.iter().zip(&self.records.counters) {
            let Some(stored) = stored else { continue };
            let left = stored.value.taken_back(self.at);
            if counter.bar.is_forgiven() || left.at.is_empty() {
                batch.delete(stored);
            } else {
                put(batch, Some(stored), &left);
            }
        }
    }

    /// The password was wrong. If that was the last attempt, the lock is recorded; otherwise no round trip.
    pub(crate) async fn fail(&self, app: &App, scope: &Scope) -> Result<(), Problem> {
        note_locks(app, scope, &self.records, &self.keys, self.at).await
    }

    /// Reads everything again, after somebody else changed some of it.
    pub(crate) async fn refresh(&mut self, app: &App, scope: &Scope) -> Result<(), Problem> {
        self.records = read(&app.store, scope, &self.keys, true).await?;
        Ok(())
    }
}

/// Records newly full counters in the audit log and for staff.
async fn note_locks(
    app: &App,
    scope: &Scope,
    records: &Records,
    keys: &Keys,
    now: Timestamp,
) -> Result<(), Problem> {
    let user = records.user.as_ref().map(|user| &user.value);
    let mut batch = app.store.batch(scope);
    for (counter, stored) in keys.counters.iter().zip(&records.counters) {
        let (Some(stored), Some(kind)) = (stored, counter.bar.lock(user.is_some())) else { continue };
        let Some(until) = stored.value.full_until(counter.bar.limit(), now) else { continue };
        if stored.value.lock.is_some() {
            continue;
        }
        let of_person = LockKind::OF_PERSON.contains(&kind);
        let locked = Attempts {
            lock: Some(kind),
            until: Some(until),
            user: user.filter(|_| of_person).map(|user| user.id.clone()),
            // Guesses for an unknown email are not recorded.
            network: (kind != LockKind::Nobody).then(|| keys.network.clone()),
            ..stored.value.clone()
        };
        put(&mut batch, Some(stored), &locked);
        let detail = json!({
            "kind": kind,
            "network": keys.network,
            "until": until,
            "attempts": counter.bar.limit(),
            "name": user.filter(|_| of_person).map(|user| user.name.as_str()),
        });
        let object = match (user, kind) {
            (Some(user), _) if of_person => user.id.as_str(),
            (_, LockKind::Network) => keys.network.as_str(),
            _ => continue,
        };
        batch.audit_with(&Actor::default(), "sign_in.lock", object, detail);
    }
    if batch.next_index() == 0 {
        return Ok(());
    }
    match app.store.commit(batch).await {
        Ok(_) => Ok(()),
        // Somebody else has recorded it, or has signed in meanwhile; the next attempt reads the new state.
        Err(error) if raced(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// True where a commit failed because somebody else came first.
pub(crate) fn raced(error: &StoreError) -> bool {
    matches!(error, StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. })
}

/// Account and counters in one query. `thorough` also finds counters that count as absent but whose ids are not free
/// yet: only a lost race tells of them, so nobody pays for them otherwise.
async fn read(store: &Store, scope: &Scope, keys: &Keys, thorough: bool) -> Result<Records, StoreError> {
    let mut either: Vec<_> = keys.counters.iter().map(|counter| counter.key.as_str().into()).collect();
    either.push(keys.person.as_str().into());
    let query = Query::of(&USER, "id")
        .ascending()
        .and_kind(&ATTEMPTS)
        .filter(Filter::OneOf("login_key", either))
        .limit(10);
    let mut found = Records { user: None, counters: keys.counters.iter().map(|_| None).collect() };
    for raw in store.raw_query(scope, query).await?.0 {
        if raw.kind == User::KIND.name {
            let user = decode::<User>(raw)?;
            found.user = found.user.or(Some(user));
            continue;
        }
        let stored = decode::<Attempts>(raw)?;
        let place = keys.counters.iter().position(|counter| counter.key == stored.value.login_key);
        if let Some(slot) = place.and_then(|place| found.counters.get_mut(place)) {
            *slot = Some(stored);
        }
    }
    if thorough {
        for (counter, slot) in keys.counters.iter().zip(&mut found.counters) {
            if slot.is_none() {
                *slot = store.peek(scope, &Attempts::none(&counter.key).id).await?;
            }
        }
    }
    Ok(found)
}

fn current((counter, stored): (&Counter, &Option<Stored<Attempts>>)) -> (lockout::Bar, Attempts) {
    let attempts =
        stored.as_ref().map_or_else(|| Attempts::none(&counter.key), |stored| stored.value.clone());
    (counter.bar, attempts)
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
