//! Opening tickets: one read of all that they need, one batch with their numbers, counters, audit lines and events.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::{CompanyRef, User, UserStatus};
use shared::app::App;
use shared::id::{CompanyId, FileId, MessageId, TicketId, UserId};
use shared::problem::{Fields, Problem};
use shared::store::{Found, StoreError, Stored, Tag};
use shared::tenant::Scope;

use super::announce;
use super::counters::Counters;
use super::files::{Taken, taken};
use super::retry::Retry;
use super::together::Waiting;
use crate::caller::Caller;
use crate::model::{
    Author, Category, Message, NewTicket, PersonRef, Priority, SearchEntry, Tally, TargetsRecord, Ticket,
    Upload,
};
use crate::tallies::Moves;

/// What a ticket is opened from; texts are clean and measured.
pub(crate) struct Opening {
    pub(crate) company: CompanyId,
    /// The client user who asks: the caller, or somebody in whose name staff act.
    pub(crate) submitter: UserId,
    pub(crate) subject: String,
    pub(crate) description: String,
    pub(crate) priority: Priority,
    pub(crate) category: Category,
    pub(crate) attachments: Vec<FileId>,
    pub(crate) watchers: Vec<UserId>,
}

/// What came of it.
pub(crate) enum Created {
    /// The new ticket and its first comment.
    Now(Box<Stored<Ticket>>, Box<Message>),
    /// The same request has been here before and opened this one.
    Before(TicketId),
}

/// What is kept of the request for its repetition.
#[derive(Serialize, Deserialize)]
struct Kept {
    ticket: TicketId,
}

/// Opens the tickets of all who wait in one batch, or, where one of them has been here before, each in its own.
pub(super) async fn open_all(app: &App, scope: &Scope, mut waiting: Vec<Waiting>) {
    let mut retry = Retry::default();
    while !waiting.is_empty() {
        let Err(error) = attempt(app, scope, &mut waiting).await else { return };
        if matches!(error, StoreError::Conflict { .. }) {
            if waiting.len() > 1 {
                for one in waiting.drain(..) {
                    Box::pin(open_all(app, scope, vec![one])).await;
                }
                return;
            }
            match repeated(app, &waiting[0]).await {
                Ok(None) => {}
                Ok(Some(before)) => return waiting.remove(0).answer(Ok(before)),
                Err(problem) => return waiting.remove(0).answer(Err(problem)),
            }
        }
        if retry.after(error.clone()).await.is_err() {
            for one in waiting.drain(..) {
                one.answer(Err(Retry::refusal(error.clone())));
            }
        }
    }
}

/// A ticket that is to be.
struct New {
    ticket: Ticket,
    message: Message,
    uploads: Vec<Stored<Upload>>,
}

/// One read, one batch. Who cannot have a ticket is told so and waits no longer; the others are told when it is there.
async fn attempt(app: &App, scope: &Scope, waiting: &mut Vec<Waiting>) -> Result<(), StoreError> {
    let mut ids: Vec<String> = waiting.iter().flat_map(|one| needed(&one.opening)).collect();
    ids.sort();
    ids.dedup();
    let mut found = app.store.read(scope, &ids).await?;
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    let mut counters = Counters::default();
    let mut opened = Vec::new();
    let mut asking = std::mem::take(waiting).into_iter();
    while let Some(one) = asking.next() {
        match new(app, &one, &mut found, &mut counters, now) {
            Ok(Ok(new)) => {
                opened.push(new);
                waiting.push(one);
            }
            // A repetition finds its files used.
            Ok(Err(problem)) => {
                let before = repeated(app, &one).await;
                one.answer(before.and_then(|before| before.ok_or(problem)));
            }
            Err(error) => {
                waiting.push(one);
                waiting.extend(asking);
                return Err(error);
            }
        }
    }
    if opened.is_empty() {
        return Ok(());
    }
    for (one, new) in waiting.iter().zip(&opened) {
        one.once
            .keep(&mut batch, &Kept { ticket: new.ticket.id.clone() })
            .map_err(|problem| StoreError::Misuse(format!("{problem:?}")))?;
    }
    for (one, New { ticket, message, uploads }) in waiting.iter().zip(&opened) {
        let mut entry = SearchEntry::of(ticket);
        entry.add(message);
        batch.create(ticket).create(message).create(&entry);
        for upload in uploads {
            batch.delete(upload);
        }
        let detail = serde_json::json!({ "number": ticket.number });
        batch.audit_with(&one.caller.actor(), "ticket.create", ticket.id.as_str(), detail);
        batch.event(announce::created(ticket, message));
    }
    counters.write(&mut batch);
    app.store.commit(batch).await?;
    for (one, New { ticket, message, .. }) in waiting.drain(..).zip(opened) {
        let stored =
            Stored { value: ticket, version: 1, created_at: now, updated_at: now, tag: Tag::default() };
        one.answer(Ok(Created::Now(Box::new(stored), Box::new(message))));
    }
    Ok(())
}

/// The ticket that one of them asks for, or why they cannot have it.
fn new(
    app: &App,
    one: &Waiting,
    found: &mut Found,
    counters: &mut Counters,
    now: Timestamp,
) -> Result<Result<New, Problem>, StoreError> {
    let opening = &one.opening;
    let (people, files) = match checked(&one.caller, opening, found, now) {
        Ok(checked) => checked,
        Err(problem) => return Ok(Err(problem)),
    };
    let targets = found.get::<TargetsRecord>(TargetsRecord::ID)?.map(|record| record.value.targets);
    let new = NewTicket {
        id: TicketId::mint(&*app.clock, &*app.entropy),
        number: counters.number(found)?,
        subject: opening.subject.clone(),
        priority: opening.priority,
        category: opening.category,
        company: people.company,
        submitter: people.submitter,
        watchers: people.watchers,
    };
    let goals = targets.unwrap_or_default().of(opening.priority);
    let mut ticket = Ticket::open(new, goals, now);
    ticket.attachments.add(false, u32::try_from(files.attachments.len()).unwrap_or(u32::MAX));
    let message = Message::description(
        MessageId::mint(&*app.clock, &*app.entropy),
        &ticket,
        Author::from(one.caller.user()),
        opening.description.clone(),
        files.attachments,
    );
    counters.apply(&Moves::between(None, &ticket), found)?;
    Ok(Ok(New { ticket, message, uploads: files.uploads }))
}

async fn repeated(app: &App, one: &Waiting) -> Result<Option<Created>, Problem> {
    let taken = StoreError::Conflict { index: 0 };
    let kept: Option<Kept> = one.once.replay(&app.store, one.caller.scope(), &taken).await?;
    Ok(kept.map(|kept| Created::Before(kept.ticket)))
}

/// Ids of everything that the opening needs to know.
fn needed(opening: &Opening) -> Vec<String> {
    let mut ids =
        vec![Tally::TENANT.to_owned(), Tally::of_company(&opening.company), TargetsRecord::ID.to_owned()];
    for person in opening.watchers.iter().chain([&opening.submitter]) {
        ids.push(Tally::of_person(person));
        ids.push(person.to_string());
    }
    ids.extend(opening.attachments.iter().map(FileId::to_string));
    ids
}

struct People {
    company: CompanyRef,
    submitter: PersonRef,
    watchers: Vec<PersonRef>,
}

fn checked(
    caller: &Caller,
    opening: &Opening,
    found: &mut Found,
    now: Timestamp,
) -> Result<(People, Taken), Problem> {
    let mut fields = Fields::default();
    let person = |id: &UserId| -> Result<Option<User>, StoreError> {
        let account = found.get::<User>(id.as_str())?.map(|stored| stored.value);
        Ok(account.filter(|user| {
            user.status == UserStatus::Active
                && user.company.as_ref().is_some_and(|company| company.id == opening.company)
        }))
    };
    let submitter = person(&opening.submitter)?;
    if submitter.is_none() {
        fields.add("submitter", "There is no such person in that company.");
    }
    let mut watchers = Vec::new();
    for (place, id) in opening.watchers.iter().enumerate() {
        if *id == opening.submitter {
            continue;
        }
        match person(id)? {
            Some(user) => watchers.push(PersonRef::from(&user)),
            None => fields.add(format!("watchers[{place}]"), "There is no such person in the company."),
        }
    }
    let files = taken(found, &opening.attachments, caller, now, &mut fields)?;
    let submitter = submitter.and_then(|user| user.company.clone().map(|company| (user, company)));
    fields.ok(())?;
    let (submitter, company) = submitter.ok_or(Problem::NotFound)?;
    Ok((People { company, submitter: PersonRef::from(&submitter), watchers }, files))
}
