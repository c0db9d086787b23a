//! Whether all who must sign have signed, and telling of it once.

use shared::app::App;
use shared::id::{CallbackId, PolicyId};
use shared::problem::Problem;
use shared::store::{Document as _, StoreError};
use shared::tenant::Scope;

use super::{COMPLETED, Missing, callback};
use crate::model::{Outcome, Policy, Signature, Told};
use crate::standing::{Standing, roster};
use crate::store::{clients, done_with, today};

/// Keeps the callback that all have signed, where they have and its receiver was not told; true where it did. The one
/// batch holds it and the note that it was told: so it is told once, whoever looks and however often.
pub(crate) async fn complete(
    app: &App,
    scope: &Scope,
    policy: &PolicyId,
    order: String,
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
    let lines = roster(published, &people, &done, today(app));
    if let Some(open) = lines.iter().rfind(|line| line.standing != Standing::Signed) {
        if let Some(missing) = missing {
            missing.note(&policy.id, version, open.user.id.clone());
        }
        return Ok(false);
    }
    let through = lines.iter().filter_map(|line| line.signature).map(|one| one.at).max();
    // Where nobody must sign, nobody has.
    let Some(through) = through else { return Ok(false) };
    let id = CallbackId::named(policy.id.as_str(), told.id());
    let mut batch = app.store.batch(scope);
    let what = (id, COMPLETED, order);
    let Some(one) = callback(&policy, what, (version, None), (through, batch.now()))? else { return Ok(false) };
    batch.create(&told);
    one.add_to(&mut batch);
    match app.store.commit(batch).await {
        Ok(_) | Err(StoreError::Conflict { .. }) => Ok(true),
        Err(error) => Err(error.into()),
    }
}
