//! Opening a ticket that another area asks for, in the batch of what it is for.

use futures::FutureExt;
use futures::future::BoxFuture;
use shared::app::App;
use shared::audit::Actor;
use shared::id::{MessageId, TicketId};
use shared::order::{Along, OrderedTicket, TicketOrder};
use shared::problem::Problem;
use shared::store::StoreError;
use shared::tenant::Scope;

use super::announce;
use super::counters::Counters;
use crate::lanes::Lanes;
use crate::model::{
    Author, Category, Message, NewTicket, Priority, SearchEntry, Tally, TargetsRecord, Ticket,
};
use crate::tallies::Moves;
use crate::targets::Goals;

/// Opens a ticket and does what goes along with it, or nothing: see [`shared::order::OpenTicket`]. Two round trips.
///
/// Errors: those of `along`; the store's are given back for another attempt.
pub fn open<'a>(
    app: &'a App,
    scope: &'a Scope,
    actor: &'a Actor,
    order: &'a TicketOrder,
    along: Along<'a>,
) -> BoxFuture<'a, Result<Result<OrderedTicket, StoreError>, Problem>> {
    ordered(app, scope, actor, order, along).boxed()
}

async fn ordered(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    order: &TicketOrder,
    along: Along<'_>,
) -> Result<Result<OrderedTicket, StoreError>, Problem> {
    let mut ids = order.reads.clone();
    ids.extend([
        Tally::TENANT.to_owned(),
        Tally::of_company(&order.company.id),
        Tally::of_person(&order.submitter.id),
        TargetsRecord::ID.to_owned(),
    ]);
    // A lane of the store's own: orders queue up instead of colliding with each other.
    let _lane = app.store.memory().of::<Lanes>().enter(scope).await;
    let mut found = app.store.read(scope, &ids).await?;
    let mut batch = app.store.batch(scope);
    let now = batch.now();
    let mut counters = Counters::default();
    let number = counters.number(&mut found)?;
    let ticket = OrderedTicket { id: TicketId::mint(&*app.clock, &*app.entropy), number };
    along(&mut batch, &mut found, &ticket)?;

    let targets = found.take::<TargetsRecord>(TargetsRecord::ID)?.map(|record| record.value.targets);
    let goals = goals(targets.unwrap_or_default().of(Priority::default()), order);
    let new = NewTicket {
        id: ticket.id.clone(),
        number,
        subject: order.subject.clone(),
        priority: Priority::default(),
        category: Category::default(),
        company: order.company.clone(),
        submitter: order.submitter.clone(),
        watchers: Vec::new(),
    };
    let mut opened = Ticket::open(new, goals, now);
    opened.request = Some(order.request.clone());
    opened.attachments.add(false, u32::try_from(order.attachments.len()).unwrap_or(u32::MAX));
    let author = Author { id: order.submitter.id.clone(), name: order.submitter.name.clone(), staff: false };
    let message = Message::description(
        MessageId::mint(&*app.clock, &*app.entropy),
        &opened,
        author,
        order.description.clone(),
        order.attachments.clone(),
    );
    counters.apply(&Moves::between(None, &opened), &mut found)?;
    let mut entry = SearchEntry::of(&opened);
    entry.add(&message);
    batch.create(&opened).create(&message).create(&entry);
    counters.write(&mut batch);
    let detail = serde_json::json!({ "number": number, "request": order.request });
    batch.audit_with(actor, "ticket.create", opened.id.as_str(), detail);
    batch.event(announce::created(&opened, &message));
    Ok(app.store.commit(batch).await.map(|_| ticket))
}

/// What is promised: the order's own hours before those of the priority.
fn goals(usual: Goals, order: &TicketOrder) -> Goals {
    let minutes =
        |hours: Option<u32>, usual: u32| hours.map_or(usual, |hours| hours.saturating_mul(60).max(1));
    Goals {
        first_response_minutes: minutes(order.response_hours, usual.first_response_minutes),
        resolution_minutes: minutes(order.resolution_hours, usual.resolution_minutes),
    }
}
