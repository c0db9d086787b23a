//! That mail to somebody's address fails: kept with the person, so that staff see it where they would correct it.

use super::model::To;
use crate::account::{MailFailure, User};
use crate::app::App;
use crate::event::{Audience, Event};
use crate::problem::Problem;
use crate::store::StoreError;
use crate::tenant::Scope;

/// Lost races before it is left at that.
const TRIES: usize = 5;

/// Keeps with the person why mail to their address fails, or that it does so no longer. It is no reason to stop: what became
/// of the mail itself is kept already.
pub(super) async fn note(app: &App, scope: &Scope, to: &To, failed: Option<&str>) {
    if let Err(problem) = try_note(app, scope, to, failed).await {
        tracing::warn!(?problem, user = to.user, "whether mail reaches a person could not be kept");
    }
}

async fn try_note(app: &App, scope: &Scope, to: &To, failed: Option<&str>) -> Result<(), Problem> {
    for _ in 0..TRIES {
        let Some(read) = app.store.get::<User>(scope, &to.user).await? else { return Ok(()) };
        let mut user = read.value.clone();
        user.mail_failure = failed.map(|reason| MailFailure {
            email: to.email.clone(),
            reason: reason.to_owned(),
            at: app.clock.now(),
        });
        let known = read.value.mail_failure.as_ref().map(|known| (&known.email, &known.reason));
        if known == user.mail_failure.as_ref().map(|new| (&new.email, &new.reason)) {
            return Ok(());
        }
        let mut batch = app.store.batch(scope);
        let news = Event::new("user.updated", user.id.as_str(), read.version + 1, Audience::staff());
        batch.replace(&read, &user).event(news);
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Stale { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
