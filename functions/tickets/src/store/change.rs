//! Changing a ticket: read, let the rule decide, write everything in one batch, try again where another was faster.

use serde::{Deserialize, Serialize};
use shared::app::App;
use shared::http::{IfMatch, Once};
use shared::id::{MessageId, TicketId};
use shared::order::Outcome;
use shared::problem::Problem;
use shared::store::{Found, StoreError, Stored};

use super::counters::Counters;
use super::entry::Entry;
use super::follow::{self, Follower};
use super::retry::Retry;
use super::{Draft, announce};
use crate::caller::Caller;
use crate::lanes::Lanes;
use crate::model::{Message, SearchEntry, Ticket, Upload};

/// Who wants what changed.
pub(crate) struct Wish<'a> {
    pub(crate) app: &'a App,
    pub(crate) lanes: &'a Lanes,
    pub(crate) caller: &'a Caller,
    pub(crate) id: &'a TicketId,
    /// The version that the caller read.
    pub(crate) expected: IfMatch,
    /// Makes a repetition harmless.
    pub(crate) once: Once,
    /// Hears what becomes of tickets that were ordered.
    pub(crate) follower: Follower,
    /// What the audit log calls it.
    pub(crate) action: &'static str,
    /// Ids of other documents that the decision needs; read in the ticket's own round trip.
    pub(crate) reads: Vec<String>,
}

/// What came of it.
pub(crate) enum Changed {
    /// The ticket as it is now, and what its conversation gained.
    Now(Box<Stored<Ticket>>, Vec<Message>),
    /// The same request has been here before; it gained the entry.
    Before(Option<MessageId>),
}

/// What is kept of a request for its repetition.
#[derive(Serialize, Deserialize)]
struct Kept {
    entry: Option<MessageId>,
}

/// Changes a ticket that the caller sees, as `decide` says; it gives the uploads that it used. A decision that
/// changes nothing writes nothing.
///
/// Errors: 404 not visible · 412 another version · 503 others kept being faster · what `decide` refuses.
pub(crate) async fn change(
    wish: Wish<'_>,
    mut decide: impl FnMut(&mut Draft<'_>, &mut Found) -> Result<Vec<Stored<Upload>>, Problem>,
) -> Result<Changed, Problem> {
    let Wish { app, caller, once, .. } = &wish;
    let scope = caller.scope();
    let mut ids = wish.reads.clone();
    ids.extend([wish.id.to_string(), SearchEntry::id_of(wish.id)]);
    ids.sort();
    ids.dedup();
    let _lane = wish.lanes.enter(scope).await;
    let mut retry = Retry::default();
    loop {
        let mut found = app.store.read(scope, &ids).await?;
        let read = found.take::<Ticket>(wish.id.as_str())?.filter(|ticket| caller.sees(&ticket.value));
        let read = read.ok_or(Problem::NotFound)?;
        let mut draft = Draft::new(app, caller, read.value.clone(), app.clock.now());
        let decided =
            wish.expected.check(version(caller, &read)).and_then(|()| decide(&mut draft, &mut found));
        let used = match decided {
            Ok(used) => used,
            // A repetition finds what the first one left: its files are used, its version is old.
            Err(problem) => return repeated(&wish).await?.ok_or(problem),
        };
        if draft.is_unchanged() {
            return Ok(Changed::Now(Box::new(read), Vec::new()));
        }
        draft.settle();
        let entry = Entry::read(app, scope, &read.value, &mut found).await?;
        let followed = follow::followed(&read.value, &draft.ticket);
        let wanted = followed.as_ref().map(|(request, _)| request.as_str());
        let (counters, mut others) = Counters::read(app, scope, &read.value, &draft.ticket, wanted).await?;
        let Draft { ticket, entries, .. } = draft;

        let mut batch = app.store.batch(scope);
        let first = entries.first().map(|entry| entry.id.clone());
        once.keep(&mut batch, &Kept { entry: first })?;
        batch.replace(&read, &ticket);
        entry.write(&mut batch, &read, &ticket, &entries);
        for entry in &entries {
            batch.create(entry);
        }
        for upload in &used {
            batch.delete(upload);
        }
        counters.write(&mut batch);
        batch.audit_with(&caller.actor(), wish.action, ticket.id.as_str(), told(&entries));
        batch.event(announce::changed(&ticket, read.version + 1, &entries));
        if let Some((request, finished)) = &followed {
            let outcome = Outcome { request, finished: *finished, actor: &caller.actor() };
            (wish.follower.0)(&mut batch, &mut others, outcome)?;
        }
        let now = batch.now();
        match app.store.commit(batch).await {
            Ok(_) => {
                let stored = Stored { value: ticket, version: read.version + 1, updated_at: now, ..read };
                return Ok(Changed::Now(Box::new(stored), entries));
            }
            Err(error) => {
                if matches!(error, StoreError::Conflict { .. })
                    && let Some(before) = repeated(&wish).await?
                {
                    return Ok(before);
                }
                retry.after(error).await?;
            }
        }
    }
}

/// The version that the caller knows the ticket by.
pub(crate) fn version(caller: &Caller, ticket: &Stored<Ticket>) -> u64 {
    if caller.is_staff() { ticket.version } else { ticket.value.client_version }
}

async fn repeated(wish: &Wish<'_>) -> Result<Option<Changed>, Problem> {
    let kept: Option<Kept> =
        wish.once.replay(&wish.app.store, wish.caller.scope(), &StoreError::Conflict { index: 0 }).await?;
    Ok(kept.map(|kept| Changed::Before(kept.entry)))
}

/// What changed, for the audit log: never what somebody wrote.
fn told(entries: &[Message]) -> serde_json::Value {
    let events: Vec<_> = entries.iter().filter_map(|entry| entry.event.as_ref()).collect();
    let internal = entries.iter().any(|entry| entry.internal);
    serde_json::json!({ "changes": events, "internal": internal })
}
