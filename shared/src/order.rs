//! Tickets that another area asks for, in the batch of what they are for; and what becomes of them there.
//!
//! Both lie in one partition, so one batch holds both: whatever ends the program where, there is never one without the
//! other, and never two. The composition root hands each side what it needs of the other.

use futures::future::BoxFuture;

use crate::account::{CompanyRef, PersonRef};
use crate::app::App;
use crate::audit::Actor;
use crate::id::{RequestId, TicketId};
use crate::problem::Problem;
use crate::store::{Batch, Found, StoreError};
use crate::tenant::Scope;
use crate::upload::Attachment;

/// A ticket that is asked for.
#[derive(Debug, Clone)]
pub struct TicketOrder {
    /// What it is for.
    pub request: RequestId,
    /// Whose it is.
    pub company: CompanyRef,
    /// The client user who asks.
    pub submitter: PersonRef,
    /// 1 to 500 characters.
    pub subject: String,
    /// 1 to 20,000 characters.
    pub description: String,
    /// Files that were taken in already.
    pub attachments: Vec<Attachment>,
    /// Hours until the provider's first answer; the tenant's targets decide where it is absent.
    pub response_hours: Option<u32>,
    /// Hours until the solution; as above.
    pub resolution_hours: Option<u32>,
    /// Ids of documents that [`Along`] needs; read in the ticket's own round trip.
    pub reads: Vec<String>,
}

/// A ticket that was ordered.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OrderedTicket {
    /// Its id.
    pub id: TicketId,
    /// Its number in the tenant.
    pub number: u64,
}

/// What else the batch holds: given the batch, what was read, and the ticket to come.
pub type Along<'a> =
    &'a (dyn Fn(&mut Batch<'_>, &mut Found, &OrderedTicket) -> Result<(), Problem> + Send + Sync);

/// Opens a ticket, once: where another change was faster, the store's error comes back and nothing has happened.
pub type OpenTicket = for<'a> fn(
    &'a App,
    &'a Scope,
    &'a Actor,
    &'a TicketOrder,
    Along<'a>,
) -> BoxFuture<'a, Result<Result<OrderedTicket, StoreError>, Problem>>;

/// What becomes of a ticket that was ordered.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// What it is for: among what was read.
    pub request: &'a RequestId,
    /// True where the ticket is resolved or closed now, false where it is open again.
    pub finished: bool,
    /// Whose change it is.
    pub actor: &'a Actor,
}

/// Takes note of an outcome in the batch of the ticket's change.
pub type FollowTicket = fn(&mut Batch<'_>, &mut Found, Outcome<'_>) -> Result<(), Problem>;
