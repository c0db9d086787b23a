//! Who may move a request from where to where: the one rule that operations ask, and that pages are told of in advance
//! as the request's possible actions.
//!
//! | who | action | from | to |
//! |---|---|---|---|
//! | company admin, not who asked | approve | pending_approval | approved |
//! | | reject, with a reason | pending_approval | rejected |
//! | who asked | cancel | pending_approval | cancelled |
//! | staff who work, in the company's place | approve | pending_approval | approved |
//! | | reject or cancel, with a reason | pending_approval | rejected, cancelled |
//! | its ticket | is resolved or closed | approved | fulfilled |
//! | | is open again | fulfilled | approved |

use shared::account::{Role, User};
use shared::problem::Problem;

use crate::model::{Request, Status};

/// What somebody is to a request that they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Party {
    /// Who asked, whatever else they are.
    Requester,
    /// Another admin of the company.
    Approver,
    /// Staff who work: they decide where nobody of the company can or does.
    Provider,
    /// Anybody else who sees it.
    Reader,
}

impl Party {
    /// What somebody is to it.
    pub(crate) fn of(user: &User, request: &Request) -> Self {
        if request.requester.id == user.id {
            Self::Requester
        } else if user.is_staff && matches!(user.role, Role::Admin | Role::Technician) {
            Self::Provider
        } else if user.role == Role::CompanyAdmin && !user.is_staff {
            Self::Approver
        } else {
            Self::Reader
        }
    }
}

/// True where a client user of the request's company sees it: who asked, and who reads the company's tickets.
pub(crate) fn sees(user: &User, request: &Request) -> bool {
    user.is_staff || user.reads_company() || request.requester.id == user.id
}

/// That it waits, and that this party may decide.
pub(crate) fn decide(party: Party, status: Status) -> Result<(), Problem> {
    match party {
        Party::Approver | Party::Provider => waits(status),
        Party::Requester => Err(Problem::Forbidden(
            "Somebody else must approve what you asked for: another admin of your company.".into(),
        )),
        Party::Reader => Err(Problem::Forbidden("Only a company admin may do this.".into())),
    }
}

/// That it waits, and that this party may take it back.
pub(crate) fn cancel(party: Party, status: Status) -> Result<(), Problem> {
    match party {
        Party::Requester | Party::Provider => waits(status),
        Party::Approver | Party::Reader => {
            Err(Problem::Forbidden("Only the person who made this request can cancel it.".into()))
        }
    }
}

fn waits(status: Status) -> Result<(), Problem> {
    let sentence = match status {
        Status::PendingApproval => return Ok(()),
        Status::Approved | Status::Fulfilled => "This request was already approved.",
        Status::Rejected => "This request was already rejected.",
        Status::Cancelled => "This request was canceled.",
    };
    Err(Problem::Conflict(sentence.into()))
}

/// Where the outcome of its ticket leaves it; `None` where it changes nothing.
pub(crate) fn follow(status: Status, finished: bool) -> Option<Status> {
    match (status, finished) {
        (Status::Approved, true) => Some(Status::Fulfilled),
        (Status::Fulfilled, false) => Some(Status::Approved),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Status; 5] =
        [Status::PendingApproval, Status::Approved, Status::Rejected, Status::Fulfilled, Status::Cancelled];

    #[test]
    fn only_what_waits_is_decided_and_never_by_who_asked() {
        for status in ALL {
            let waits = status == Status::PendingApproval;
            for party in [Party::Approver, Party::Provider] {
                assert_eq!(decide(party, status).is_ok(), waits, "{status:?}");
            }
            for party in [Party::Requester, Party::Provider] {
                assert_eq!(cancel(party, status).is_ok(), waits, "{status:?}");
            }
            for party in [Party::Requester, Party::Reader] {
                assert!(matches!(decide(party, status), Err(Problem::Forbidden(_))));
            }
            for party in [Party::Approver, Party::Reader] {
                assert!(matches!(cancel(party, status), Err(Problem::Forbidden(_))));
            }
        }
    }

    #[test]
    fn a_request_follows_its_ticket_and_nothing_else_does() {
        assert_eq!(follow(Status::Approved, true), Some(Status::Fulfilled));
        assert_eq!(follow(Status::Fulfilled, false), Some(Status::Approved));
        for status in [Status::PendingApproval, Status::Rejected, Status::Cancelled] {
            assert_eq!((follow(status, true), follow(status, false)), (None, None));
        }
    }
}
