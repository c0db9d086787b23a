//! The tickets with their conversations and counters.

use std::collections::BTreeMap;

use shared::account::User;
use shared::clock::{Clock, Entropy};
use shared::id::{MessageId, TicketId};
use shared::store::Store;
use shared::tenant::Scope;
use tickets::model::{
    Author, Category, Entry, Message, NewTicket, PersonRef, Priority, SearchEntry, Status, Tally, Ticket,
    TicketTargets,
};
use tickets::tallies::Moves;

use super::TEXT;
use super::clock::Stepping;
use crate::outcome::{Failure, Outcome};

/// Answers of each ticket, behind the description.
const COMMENTS: usize = 2;
/// Tickets of one batch: with their messages and search entries not above the hundred operations of one batch.
const AT_ONCE: usize = 20;
/// Where tickets stand, in turn: most are done.
const STANDS: [Status; 10] = [
    Status::Closed,
    Status::Closed,
    Status::Open,
    Status::Closed,
    Status::Resolved,
    Status::Closed,
    Status::InProgress,
    Status::Closed,
    Status::WaitingOnClient,
    Status::Closed,
];
const PRIORITIES: [Priority; 4] = [Priority::Medium, Priority::Low, Priority::High, Priority::Critical];
const CATEGORIES: [Category; 4] =
    [Category::Hardware, Category::Software, Category::Network, Category::Email];
const TOPICS: [&str; 6] = [
    "Printer prints stripes",
    "VPN drops",
    "New laptop",
    "Mailbox is full",
    "Password forgotten",
    "Screen flickers",
];

/// Adds so many tickets, owned by `people` in turn.
pub(super) async fn add(
    store: &Store,
    clock: &Stepping,
    entropy: &dyn Entropy,
    scope: &Scope,
    people: &[User],
    count: usize,
) -> Outcome {
    let mut tallies = BTreeMap::new();
    let numbers: Vec<usize> = (1..=count).collect();
    for numbers in numbers.chunks(AT_ONCE) {
        let mut batch = store.batch(scope);
        for number in numbers {
            let owner =
                people.get(number % people.len()).ok_or_else(|| Failure::new("nobody owns tickets"))?;
            let (ticket, messages) = ticket(clock, entropy, owner, *number)?;
            tally(&mut tallies, &ticket);
            let mut entry = SearchEntry::of(&ticket);
            messages.iter().for_each(|message| entry.add(message));
            batch.create(&ticket).create(&entry);
            for message in &messages {
                batch.create(message);
            }
            clock.step();
        }
        store.commit(batch).await?;
    }
    let mut batch = store.batch(scope);
    tallies.values().for_each(|tally| {
        batch.create(tally);
    });
    store.commit(batch).await?;
    Ok(())
}

fn ticket(
    clock: &Stepping,
    entropy: &dyn Entropy,
    owner: &User,
    number: usize,
) -> Outcome<(Ticket, Vec<Message>)> {
    let now = clock.now();
    let company = owner.company.clone().ok_or_else(|| Failure::new("clients have a company"))?;
    let priority = PRIORITIES[number / 7 % PRIORITIES.len()];
    let new = NewTicket {
        id: TicketId::mint(clock, entropy),
        number: u64::try_from(number)?,
        subject: format!("{} on floor {}", TOPICS[number % TOPICS.len()], number % 40),
        priority,
        category: CATEGORIES[number / 3 % CATEGORIES.len()],
        company: company.clone(),
        submitter: PersonRef { id: owner.id.clone(), name: owner.name.clone() },
        watchers: Vec::new(),
    };
    let mut ticket = Ticket::open(new, TicketTargets::default().of(priority), now);
    let mut messages = Vec::new();
    for place in 0..=COMMENTS {
        let at = ticket.last_entry_at + jiff::SignedDuration::from_millis(1);
        ticket.last_entry_at = at;
        ticket.comments.add(false, 1);
        let entry = Entry {
            id: MessageId::mint(clock, entropy),
            ticket: ticket.id.clone(),
            company: company.id.clone(),
            at,
            author: Author { staff: place % 2 == 1, ..Author::from(owner) },
        };
        messages.push(Message::comment(entry, TEXT.to_owned(), Vec::new(), false));
    }
    // Twenty people take turns: another step keeps each from having tickets of one state alone.
    match STANDS[(number / 20) % STANDS.len()] {
        Status::Open => {}
        stand => {
            ticket.respond(now);
            ticket.enter(stand, now);
        }
    }
    Ok((ticket, messages))
}

fn tally(tallies: &mut BTreeMap<String, Tally>, ticket: &Ticket) {
    let moves = Moves::between(None, ticket);
    for id in moves.ids() {
        moves.apply(tallies.entry(id.clone()).or_insert_with(|| Tally::empty(id.clone())));
    }
    if let Some(tenant) = tallies.get_mut(Tally::TENANT) {
        tenant.last_number = tenant.last_number.max(ticket.number);
    }
}
