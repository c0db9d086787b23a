//! Who may move a ticket from where to where: the one rule that operations ask, and that pages are told of in
//! advance as the ticket's possible actions.
//!
//! | who | action | from | to |
//! |---|---|---|---|
//! | client who sees it | comment | waiting_on_client, resolved | open |
//! | | comment | open, in_progress, waiting_on_vendor | unchanged |
//! | submitter, company admin | close | any but closed | closed |
//! | | confirm | resolved | closed |
//! | | reopen | resolved, closed; within 14 days | open |
//! | submitter | rate | resolved, closed | unchanged |
//! | staff | set the status | any | any |
//! | | comment, note | any | unchanged, or the status given with it |

use jiff::{SignedDuration, Timestamp};

use crate::model::{Status, Ticket};

/// A client may reopen a ticket for so long after it was resolved or closed.
pub const REOPEN_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 14);

/// What somebody is to a ticket that they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The client user who asked.
    Submitter,
    /// An admin of the client company.
    CompanyAdmin,
    /// A client user who watches it or reads the company's tickets.
    Reader,
    /// The provider's staff.
    Staff,
}

/// Why the rule says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The party may never do this.
    #[error("Only the person who asked, or an admin of their company, may do this.")]
    NotYours,
    /// Only the submitter rates.
    #[error("Only the person who asked may rate the solution.")]
    NotYoursToRate,
    /// Staff have other means.
    #[error("Staff set the status instead.")]
    NotForStaff,
    /// Closed already.
    #[error("This ticket is closed already.")]
    ClosedAlready,
    /// Closed: nothing can be added.
    #[error("This ticket is closed. Reopen it to write.")]
    Closed,
    /// Confirming is for resolved tickets.
    #[error("Only a resolved ticket can be confirmed.")]
    NotResolved,
    /// Reopening and rating are for finished tickets.
    #[error("This is possible once the ticket is resolved or closed.")]
    NotFinished,
    /// The time for reopening is over.
    #[error("A ticket can be reopened for 14 days. Please submit a new one.")]
    TooLate,
}

/// What the rule needs to know of a ticket.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// Where it stands.
    pub status: Status,
    /// When it was last resolved or closed; absent while it is neither.
    pub finished_at: Option<Timestamp>,
}

impl From<&Ticket> for State {
    fn from(ticket: &Ticket) -> Self {
        Self { status: ticket.status, finished_at: ticket.resolved_at.max(ticket.closed_at) }
    }
}

impl State {
    /// Where a public comment leaves the ticket.
    pub fn comment(self, party: Party) -> Result<Status, Refusal> {
        match (party, self.status) {
            (Party::Staff, same) => Ok(same),
            (_, Status::Closed) => Err(Refusal::Closed),
            (_, Status::WaitingOnClient | Status::Resolved) => Ok(Status::Open),
            (_, same) => Ok(same),
        }
    }

    /// Where closing leaves it.
    pub fn close(self, party: Party) -> Result<Status, Refusal> {
        owner(party)?;
        if self.status == Status::Closed { Err(Refusal::ClosedAlready) } else { Ok(Status::Closed) }
    }

    /// Where confirming the solution leaves it.
    pub fn confirm(self, party: Party) -> Result<Status, Refusal> {
        owner(party)?;
        if self.status == Status::Resolved { Ok(Status::Closed) } else { Err(Refusal::NotResolved) }
    }

    /// Where reopening leaves it.
    pub fn reopen(self, party: Party, now: Timestamp) -> Result<Status, Refusal> {
        owner(party)?;
        match self.finished_at {
            Some(at) if self.status.is_finished() => {
                if now.duration_since(at) <= REOPEN_WITHIN {
                    Ok(Status::Open)
                } else {
                    Err(Refusal::TooLate)
                }
            }
            _ => Err(Refusal::NotFinished),
        }
    }

    /// Whether the solution may be rated; a rating may be changed.
    pub fn rate(self, party: Party) -> Result<(), Refusal> {
        match party {
            Party::Submitter if self.status.is_finished() => Ok(()),
            Party::Submitter => Err(Refusal::NotFinished),
            _ => Err(Refusal::NotYoursToRate),
        }
    }
}

fn owner(party: Party) -> Result<(), Refusal> {
    match party {
        Party::Submitter | Party::CompanyAdmin => Ok(()),
        Party::Reader => Err(Refusal::NotYours),
        Party::Staff => Err(Refusal::NotForStaff),
    }
}

#[cfg(test)]
#[path = "workflow_tests.rs"]
mod tests;
