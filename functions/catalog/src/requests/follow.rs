//! A request in step with its ticket.

use shared::order::Outcome;
use shared::problem::Problem;
use shared::store::{Batch, Found};

use super::tell;
use crate::model::{Request, Status};
use crate::workflow;

/// Takes note of what became of a request's ticket, in the batch of the ticket's change.
pub fn follow(batch: &mut Batch<'_>, found: &mut Found, outcome: Outcome<'_>) -> Result<(), Problem> {
    let Some(read) = found.take::<Request>(outcome.request.as_str())? else { return Ok(()) };
    let Some(status) = workflow::follow(read.value.status, outcome.finished) else { return Ok(()) };
    let changed = Request { status, ..read.value.clone() };
    batch.replace(&read, &changed);
    let fulfilled = status == Status::Fulfilled;
    let action = if fulfilled { "request.fulfil" } else { "request.reopen" };
    batch.audit(outcome.actor, action, changed.id.as_str());
    let name = if fulfilled { "request.fulfilled" } else { "request.reopened" };
    batch.event(tell::event(name, &changed, read.version + 1, std::slice::from_ref(&changed.requester.id)));
    Ok(())
}
