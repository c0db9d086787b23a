//! Whether all who must sign have signed, and telling of it once.

use jiff::SignedDuration;
use shared::app::App;
use shared::callback::Callback;
use shared::id::{CallbackId, PolicyId};
use shared::problem::Problem;
use shared::store::{Document as _, StoreError};
use shared::tenant::Scope;

use super::{COMPLETED, Missing, callback, id_of};
use crate::model::{Outcome, Policy, Receiver, Signature, Told};
use crate::standing::{Standing, roster};
use crate::store::{clients, done_with, today};

/// Ten days less than callbacks are kept: the outbox was never silent for so long.
const HEARD: SignedDuration = SignedDuration::from_hours(24 * 50);

/// Keeps the callback that all have signed, where they have and its receiver was not told; true where it did. The one
/// batch holds it and the note that it was told: so it is told once, whoever looks and however often. It is told once
/// every signature is: where the news of one is still to be heard, that news looks again. `after` is the event that is
/// heard, or another id to be placed behind.
pub(crate) async fn complete(
    app: &App,
    scope: &Scope,
    policy: &PolicyId,
    after: String,
    missing: Option<&Missing>,
) -> Result<bool, Problem> {
    let Some(policy) = app.store.get::<Policy>(scope, policy.as_str()).await? else { return Ok(false) };
    let policy = policy.value;
    let (Some(receiver), Some(published)) = (&policy.receiver, policy.asked()) else { return Ok(false) };
    let version = published.version;
    let Some(sent) = receiver.sent(version) else { return Ok(false) };
    let told = Told::of(&policy.id, sent, version);
    if app.store.get::<Told>(scope, told.id()).await?.is_some() {
        return Ok(false);
    }
    if let Some(user) = missing.and_then(|missing| missing.of(&policy.id, version)) {
        let id = Signature::id_of(&policy.id, version, &user, Outcome::Signed);
        if app.store.get::<Signature>(scope, id.as_str()).await?.is_none() {
            return Ok(false);
        }
    }
    let people = clients(app, scope, Some(published), None).await?;
    let done = done_with(app, scope, &policy.id).await?;
    let lines = roster(published, &people, &done, today(app, scope).await?);
    if let Some(open) = lines.iter().rfind(|line| line.standing != Standing::Signed) {
        if let Some(missing) = missing {
            missing.note(&policy.id, version, open.user.id.clone());
        }
        return Ok(false);
    }
    let signatures: Vec<&Signature> = lines.iter().filter_map(|line| line.signature).collect();
    let Some(order) = behind(app, scope, &policy.id, receiver, &signatures, after).await? else {
        return Ok(false);
    };
    let through = signatures.iter().map(|one| one.at).max();
    // Where nobody must sign, nobody has.
    let Some(through) = through else { return Ok(false) };
    let id = CallbackId::named(policy.id.as_str(), told.id());
    let mut batch = app.store.batch(scope);
    let what = (id, COMPLETED, order);
    let Some(one) = callback(&policy, what, (version, None), (through, batch.now()))? else {
        return Ok(false);
    };
    batch.create(&told);
    one.add_to(&mut batch);
    match app.store.commit(batch).await {
        Ok(_) | Err(StoreError::Conflict { .. }) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// The place behind the callbacks of all these signatures; `None` where one is not kept yet.
async fn behind(
    app: &App,
    scope: &Scope,
    policy: &PolicyId,
    receiver: &Receiver,
    signatures: &[&Signature],
    after: String,
) -> Result<Option<String>, Problem> {
    // Nobody was to be told of the earlier ones, or it is so long ago that what was told is forgotten.
    let since = receiver.since.max(app.clock.now() - HEARD);
    let told = signatures.iter().filter(|one| one.at > since);
    let ids: Vec<String> = told.map(|one| id_of(policy, &one.id).to_string()).collect();
    let mut last = after;
    for some in ids.chunks(100) {
        let found = app.store.get_many::<Callback>(scope, some).await?;
        if found.len() < some.len() {
            return Ok(None);
        }
        last = found.into_iter().map(|one| one.value.posting.order).fold(last, String::max);
    }
    Ok(Some(format!("{last}~")))
}
