//! Invitations: the link by which somebody joins, and sending another one.

use std::time::Duration;

use serde_json::json;

use super::{User, UserStatus};
use crate::app::App;
use crate::audit::Actor;
use crate::event::{Audience, Event};
use crate::problem::Problem;
use crate::store::{StoreError, Stored};
use crate::tenant::Scope;
use crate::token::{Minted, Purpose};

/// Invitations of the same person at the same moment that may get in the way of this one.
const TRIES: usize = 10;

/// What a mail of the invitation is written from. The link itself is no part of it, only its recipe.
pub(super) fn invited(user: &User, version: u64, link: &Minted, by: &Actor) -> Event {
    let mut event = Event::new("user.invited", user.id.as_str(), version, Audience::staff());
    event.data = json!({
        "name": user.name,
        "email": user.email,
        "by": by.name,
        "link": link.recipe(),
        "ends_at": link.ends_at(),
        "again": link.is_another(),
    });
    event
}

/// People who are invited in one batch: four operations each.
pub const AT_ONCE: usize = 20;

/// Sends people who came without an invitation their first one, at most [`AT_ONCE`] of them in one batch. One round trip.
///
/// Ends: 503 where one of them was changed or invited meanwhile; nobody is invited then.
pub async fn invite_first(
    app: &App,
    scope: &Scope,
    people: &[&Stored<User>],
    actor: &Actor,
) -> Result<(), Problem> {
    let mut batch = app.store.batch(scope);
    for person in people {
        let user = &person.value;
        let link = Minted::first(app, scope, Purpose::Invite, &user.id)?;
        link.add_to(&mut batch);
        batch.replace(person, &User { uninvited: false, ..user.clone() });
        let detail = json!({ "email": user.email, "role": user.role });
        let event = invited(user, person.version + 1, &link, actor);
        batch.audit_with(actor, "user.invite", user.id.as_str(), detail).event(event);
    }
    match app.store.commit(batch).await {
        Ok(_) => Ok(()),
        Err(StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. }) => {
            Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
        }
        Err(error) => Err(error.into()),
    }
}

/// Sends somebody who was invited a new link, which takes the place of the one before. Two round trips.
///
/// Ends: 409 where the person has joined already or is disabled.
pub async fn invite_again(
    app: &App,
    scope: &Scope,
    person: &Stored<User>,
    actor: &Actor,
) -> Result<(), Problem> {
    let user = &person.value;
    match user.status {
        UserStatus::Invited => {}
        UserStatus::Active => return Err(Problem::Conflict("This person has joined already.".into())),
        UserStatus::Disabled => {
            return Err(Problem::Conflict("This person is disabled. Enable them first.".into()));
        }
    }
    for _ in 0..TRIES {
        let link = Minted::next(app, scope, Purpose::Invite, &user.id).await?;
        let mut batch = app.store.batch(scope);
        link.add_to(&mut batch);
        if user.uninvited {
            batch.replace(person, &User { uninvited: false, ..user.clone() });
        }
        let detail = json!({ "email": user.email });
        batch.audit_with(actor, "user.invite_again", user.id.as_str(), detail).event(invited(
            user,
            person.version,
            &link,
            actor,
        ));
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}
