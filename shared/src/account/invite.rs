//! Invitations: the link by which somebody joins, and sending another one.

use std::time::Duration;

use serde_json::json;

use super::{EmailReservation, User, UserStatus, login_key};
use crate::app::App;
use crate::audit::Actor;
use crate::event::{Audience, Event};
use crate::id::UserId;
use crate::problem::Problem;
use crate::store::{Batch, StoreError, Stored};
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

/// Adds to `batch` that a company admin invited an email that belongs to `owner`: the owner is notified, and staff see
/// why nobody joins.
pub(super) fn invite_elsewhere(batch: &mut Batch<'_>, user: &User, owner: &UserId, by: &Actor) {
    let detail = json!({ "email": user.email, "role": user.role, "account": owner });
    let mut event = Event::new("user.invitation_blocked", owner.as_str(), 1, Audience::staff());
    event.data = json!({ "company": user.company, "by": by.name });
    batch.audit_with(by, "user.invite_elsewhere", user.id.as_str(), detail).event(event);
}

/// Resends an invitation whose email has an account elsewhere, see [`User::elsewhere`]. If the email has become free,
/// it turns into an ordinary invitation. Two round trips, as for every other invitation; one more if the email is free.
async fn invite_held(
    app: &App,
    scope: &Scope,
    person: &Stored<User>,
    owner: &UserId,
    actor: &Actor,
) -> Result<bool, Problem> {
    let user = &person.value;
    let real = User { login_key: login_key(&user.email), elsewhere: None, ..user.clone() };
    let taken = app.store.get::<EmailReservation>(scope, &EmailReservation::of(&real).id).await?;
    let mut batch = app.store.batch(scope);
    if taken.is_some() {
        if scope.company().is_none() {
            return Err(Problem::Conflict(ELSEWHERE.into()));
        }
        invite_elsewhere(&mut batch, user, owner, actor);
    } else {
        let held = app.store.get::<EmailReservation>(scope, &EmailReservation::of(user).id).await?;
        if let Some(held) = &held {
            batch.delete(held);
        }
        let link = Minted::first(app, scope, Purpose::Invite, &user.id)?;
        link.add_to(&mut batch);
        let event = invited(&real, person.version + 1, &link, actor);
        batch.create(&EmailReservation::of(&real)).replace(person, &real);
        let detail = json!({ "email": user.email });
        batch.audit_with(actor, "user.invite_again", user.id.as_str(), detail).event(event);
    }
    match app.store.commit(batch).await {
        Ok(_) => Ok(true),
        Err(StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. }) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// The error for staff about an invitation that cannot be accepted.
const ELSEWHERE: &str = "Another account has this email, so this invitation can't be accepted. Change the email of one of the two accounts.";

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

/// Sends an invited person a new link, which replaces the previous one. Two round trips.
///
/// Errors: 409 if the person has already joined or is disabled · 429 if they were sent too many links recently.
pub async fn invite_again(
    app: &App,
    scope: &Scope,
    person: &Stored<User>,
    actor: &Actor,
) -> Result<(), Problem> {
    let user = &person.value;
    match user.status {
        UserStatus::Invited => {}
        UserStatus::Active => return Err(Problem::Conflict("This person has already joined.".into())),
        UserStatus::Disabled => {
            return Err(Problem::Conflict("This person is disabled. Enable them first.".into()));
        }
    }
    for _ in 0..TRIES {
        if let Some(owner) = &user.elsewhere {
            if invite_held(app, scope, person, owner, actor).await? {
                return Ok(());
            }
            continue;
        }
        let link = match scope.company() {
            None => Minted::again(app, scope, Purpose::Invite, &user.id).await?,
            // All invitations of a company count toward its daily limit, also those without a link: a different limit
            // would reveal which emails have an account.
            Some(_) => Minted::next(app, scope, Purpose::Invite, &user.id).await?,
        };
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
