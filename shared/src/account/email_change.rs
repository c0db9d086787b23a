//! A change of an email in the store: the links that go with it, to the new address and to the old one.

use serde_json::json;

use super::{EmailChange, EmailReservation, User};
use crate::app::App;
use crate::event::{Audience, Event};
use crate::id::EventId;
use crate::problem::Problem;
use crate::store::Batch;
use crate::tenant::Scope;
use crate::token::{Minted, OneTimeToken, Purpose};

/// The error for an email that already belongs to an account.
pub const TAKEN: &str = "This address already has an account.";

const OFTEN: &str = "This account's email was changed too often in the last 14 days.";

/// Adds to `batch` the two links of a new email and the events that the mails follow, and gives the change. `by` is the
/// name of whoever asks. One round trip.
///
/// If the address already belongs to another account, its owner is notified and no link is sent. People who change
/// their own email do not learn that.
///
/// Errors: 422 if the email was changed too often, and for staff if the address already belongs to another account.
pub async fn ask_for_email(
    app: &App,
    scope: &Scope,
    batch: &mut Batch<'_>,
    (user, version): (&User, u64),
    to: &str,
    (by, by_staff): (&str, bool),
) -> Result<EmailChange, Problem> {
    if user.security.changes_too_often(app.clock.now()) {
        return Err(Problem::field("email", OFTEN));
    }
    let (reserved, link) =
        (EmailReservation::id_of(to), OneTimeToken::id_of(Purpose::ConfirmEmail, &user.id));
    let taken = app.store.get::<EmailReservation>(scope, &reserved).await?.map(|taken| taken.value.user);
    if by_staff && taken.is_some() {
        return Err(Problem::field("email", TAKEN));
    }
    let before = app.store.peek::<OneTimeToken>(scope, &link).await?;
    let confirm = Minted::make(app, scope, Purpose::ConfirmEmail, &user.id, before)?;
    let id = EventId::mint(&*app.clock, &*app.entropy).to_string();
    let object = Minted::about(app, scope, Purpose::ObjectEmail, &user.id, &id)?;
    let change = EmailChange {
        id,
        from: user.email.clone(),
        to: to.to_owned(),
        by: by.to_owned(),
        by_staff,
        at: app.clock.now(),
        ends_at: confirm.ends_at(),
    };
    confirm.add_to(batch);
    object.add_to(batch);
    match taken {
        None => batch.event(asked(user, version, &change, &confirm)),
        Some(owner) => {
            let mut event = Event::new("email.change_blocked", owner.as_str(), 1, Audience::staff());
            event.data = json!({ "user": user.id });
            batch.event(event)
        }
    };
    let mut told = Event::new("email.announced", user.id.as_str(), version, Audience::staff());
    told.data = json!({ "change": change, "link": object.recipe() });
    batch.event(told);
    Ok(change)
}

/// Adds to `batch` another link for an email that waits, which takes the place of the one before. One round trip.
pub async fn ask_again(
    app: &App,
    scope: &Scope,
    batch: &mut Batch<'_>,
    (user, version): (&User, u64),
    change: &EmailChange,
) -> Result<EmailChange, Problem> {
    let confirm = Minted::again(app, scope, Purpose::ConfirmEmail, &user.id).await?;
    let change = EmailChange { ends_at: confirm.ends_at(), ..change.clone() };
    confirm.add_to(batch);
    batch.event(asked(user, version, &change, &confirm));
    Ok(change)
}

/// What the mail to the new address is written from.
fn asked(user: &User, version: u64, change: &EmailChange, confirm: &Minted) -> Event {
    let mut event = Event::new("email.asked", user.id.as_str(), version, Audience::staff());
    event.data = json!({ "change": change, "link": confirm.recipe() });
    event
}

/// Adds to `batch` that links which let the person in without a password work no more: they were mailed to another
/// address than the account has from now on. Nobody is sent the ones that take their place. Two round trips.
pub async fn void_links(app: &App, scope: &Scope, batch: &mut Batch<'_>, user: &User) -> Result<(), Problem> {
    for purpose in [Purpose::Invite, Purpose::Reset] {
        Minted::next(app, scope, purpose, &user.id).await?.add_to(batch);
    }
    Ok(())
}
