//! From events to mails: each area is asked, and what it wrote is kept once for each event and recipient.

use std::collections::HashSet;

use super::model::{MAIL, Mail};
use super::outgoing::{Heard, Outgoing, Written};
use crate::app::App;
use crate::id::{EventId, MailId};
use crate::kept::DELIVERY;
use crate::outbox::Outbox;
use crate::problem::Problem;
use crate::store::StoreError;
use crate::tenant::Scope;

/// Mails kept in one batch: each may hold some thousand characters.
const BATCH: usize = 40;

/// The mails that one event calls for, be they kept already or not.
pub(crate) async fn hear(outbox: &Outbox, heard: Heard<'_>) -> Result<Vec<Mail>, Problem> {
    let mut outgoing = Outgoing::default();
    for area in &outbox.areas {
        match area.on_event(heard, &mut outgoing).await {
            Ok(()) => {}
            Err(problem @ Problem::Unavailable { .. }) => return Err(problem),
            Err(problem) => {
                // An event that one area cannot read must not stop all mail for ever.
                tracing::error!(
                    ?problem,
                    event = heard.event.id,
                    name = heard.event.name,
                    "no mail about this event"
                );
            }
        }
    }
    let Heard { app, event, .. } = heard;
    let Some(id) = EventId::parse(&event.id) else { return Ok(Vec::new()) };
    let now = app.clock.now();
    let mail = |written: Written| {
        let once = written.once.map(|about| MailId::named(&about, &written.to.user));
        let mail = Mail::new(&id, written.to, written.language, written.message, now);
        Mail { id: once.unwrap_or_else(|| mail.id.clone()), ..mail }
    };
    Ok(outgoing.mails.into_iter().map(mail).collect())
}

/// Keeps a tenant's mails, those of many events together: each batch costs a sync to disk or a round trip.
pub(crate) async fn keep(app: &App, scope: &Scope, mails: &[Mail]) -> Result<(), Problem> {
    // Two events may call for the one mail about something of which a person is told once.
    let mut seen = HashSet::new();
    let each: Vec<&Mail> = mails.iter().filter(|mail| seen.insert(&mail.id)).collect();
    for some in each.chunks(BATCH) {
        keep_batch(app, scope, some).await?;
    }
    Ok(())
}

/// Keeps those that are not there yet.
async fn keep_batch(app: &App, scope: &Scope, mails: &[&Mail]) -> Result<(), Problem> {
    let mut known: HashSet<MailId> = HashSet::new();
    loop {
        let mut batch = app.store.batch(scope);
        let until = batch.now() + DELIVERY;
        let new: Vec<&Mail> = mails.iter().copied().filter(|mail| !known.contains(&mail.id)).collect();
        if new.is_empty() {
            return Ok(());
        }
        for mail in &new {
            batch.create_until(*mail, until);
        }
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Conflict { index }) => {
                let ids: Vec<String> = mails.iter().map(|mail| mail.id.to_string()).collect();
                let before = known.len();
                known.extend(
                    app.store.get_many::<Mail>(scope, &ids).await?.into_iter().map(|one| one.value.id),
                );
                if known.len() == before {
                    // Taken by something that cannot be read: kept long ago and expired, or of another kind.
                    tracing::warn!(kind = MAIL.name, "a mail's id is taken; its event was told before");
                    let Some(taken) = new.get(index) else { return Ok(()) };
                    known.insert(taken.id.clone());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
}
