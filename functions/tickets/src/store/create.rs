//! Opening a ticket: one read of all that it needs, one batch with its number, counters, audit line and event.

use serde::{Deserialize, Serialize};
use shared::account::{CompanyRef, User, UserStatus};
use shared::app::App;
use shared::http::Once;
use shared::id::{CompanyId, FileId, MessageId, TicketId, UserId};
use shared::problem::{Fields, Problem};
use shared::store::{Found, StoreError, Stored};

use super::announce;
use super::counters::Counters;
use super::files::{Taken, taken};
use super::retry::Retry;
use crate::caller::Caller;
use crate::lanes::Lanes;
use crate::model::{Author, Category, Message, NewTicket, PersonRef, Priority, Tally, TargetsRecord, Ticket};
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

/// Opens a ticket in two round trips.
///
/// Errors: 422 people or files that are not there · 503 others kept being faster.
pub(crate) async fn create(
    app: &App,
    lanes: &Lanes,
    caller: &Caller,
    opening: &Opening,
    once: &Once,
) -> Result<Created, Problem> {
    let scope = caller.scope();
    let ids = needed(opening);
    let _lane = lanes.enter(scope).await;
    let mut retry = Retry::default();
    loop {
        let mut found = app.store.read(scope, &ids).await?;
        let mut batch = app.store.batch(scope);
        let now = batch.now();
        let (people, files) = match checked(caller, opening, &mut found, now) {
            Ok(checked) => checked,
            // A repetition finds its files used.
            Err(problem) => return repeated(app, caller, once).await?.ok_or(problem),
        };
        let tenant = found.take::<Tally>(Tally::TENANT)?;
        let number = tenant.as_ref().map_or(0, |tally| tally.value.last_number) + 1;
        let targets = found.take::<TargetsRecord>(TargetsRecord::ID)?.map(|record| record.value.targets);
        let new = NewTicket {
            id: TicketId::mint(&*app.clock, &*app.entropy),
            number,
            subject: opening.subject.clone(),
            priority: opening.priority,
            category: opening.category,
            company: people.company,
            submitter: people.submitter,
            watchers: people.watchers,
        };
        let goals = targets.unwrap_or_default().of(opening.priority);
        let mut ticket = Ticket::open(new, &opening.description, goals, now);
        ticket.attachments.add(false, u32::try_from(files.attachments.len()).unwrap_or(u32::MAX));
        let message = Message::description(
            MessageId::mint(&*app.clock, &*app.entropy),
            &ticket,
            Author::from(caller.user()),
            opening.description.clone(),
            files.attachments,
        );
        let counters = Counters::take(Moves::between(None, &ticket), tenant, &mut found)?;

        once.keep(&mut batch, &Kept { ticket: ticket.id.clone() })?;
        batch.create(&ticket).create(&message);
        for upload in &files.uploads {
            batch.delete(upload);
        }
        counters.write(&mut batch, Some(number));
        let detail = serde_json::json!({ "number": number });
        batch.audit_with(&caller.actor(), "ticket.create", ticket.id.as_str(), detail);
        batch.event(announce::created(&ticket, &message));
        match app.store.commit(batch).await {
            Ok(tags) => {
                let tag = tags.into_iter().next().unwrap_or_default();
                let stored = Stored { value: ticket, version: 1, created_at: now, updated_at: now, tag };
                return Ok(Created::Now(Box::new(stored), Box::new(message)));
            }
            Err(error) => {
                if matches!(error, StoreError::Conflict { .. })
                    && let Some(before) = repeated(app, caller, once).await?
                {
                    return Ok(before);
                }
                retry.after(error).await?;
            }
        }
    }
}

async fn repeated(app: &App, caller: &Caller, once: &Once) -> Result<Option<Created>, Problem> {
    let taken = StoreError::Conflict { index: 0 };
    let kept: Option<Kept> = once.replay(&app.store, caller.scope(), &taken).await?;
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
    ids.sort();
    ids.dedup();
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
    now: jiff::Timestamp,
) -> Result<(People, Taken), Problem> {
    let mut fields = Fields::default();
    let mut person = |id: &UserId| -> Result<Option<User>, StoreError> {
        let account = found.take::<User>(id.as_str())?.map(|stored| stored.value);
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
