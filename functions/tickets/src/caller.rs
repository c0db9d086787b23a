//! Who asks, and which tickets they see: the one rule of visibility.

use shared::account::User;
use shared::audit::Actor;
use shared::event::Audience;
use shared::session::{ClientScope, Level, Person, Staff, Technician};
use shared::tenant::Scope;

use crate::model::Ticket;
use crate::workflow::Party;

/// Somebody of either side, with the scope that their proof gave them.
#[derive(Clone)]
pub(crate) struct Caller {
    person: Person,
    scope: Scope,
}

impl From<&ClientScope> for Caller {
    fn from(client: &ClientScope) -> Self {
        Self { person: client.person().clone(), scope: client.scope().clone() }
    }
}

impl<L: Level> From<&Staff<L>> for Caller {
    fn from(staff: &Staff<L>) -> Self {
        Self { person: staff.person().clone(), scope: staff.scope().clone() }
    }
}

impl Caller {
    pub(crate) fn user(&self) -> &User {
        self.person.user()
    }

    pub(crate) fn scope(&self) -> &Scope {
        &self.scope
    }

    pub(crate) fn actor(&self) -> Actor {
        self.person.actor()
    }

    pub(crate) fn is_staff(&self) -> bool {
        self.user().is_staff
    }

    /// True for clients, and for staff whose role changes anything.
    pub(crate) fn may_write(&self) -> bool {
        !self.is_staff() || Technician::reached_by(self.user().role)
    }

    /// True where the caller may know of the ticket: staff of all, company readers of the company's, others of those
    /// that they submitted or watch. Whose company it is, the scope has decided before.
    pub(crate) fn sees(&self, ticket: &Ticket) -> bool {
        self.is_staff() || self.user().reads_company() || ticket.viewers().contains(&self.user().id)
    }

    /// True where the caller may hear of an event: as [`Caller::sees`], by the event's audience.
    pub(crate) fn hears(&self, audience: &Audience) -> bool {
        if self.is_staff() {
            return true;
        }
        let user = self.user();
        let own = user.company.as_ref().map(|company| company.id.as_str());
        if let (Some(shown_to), Some(company)) = (&audience.shown_to, &user.company) {
            return !audience.staff_only && shown_to.include(&company.id);
        }
        let personally = || audience.users.iter().any(|one| one == user.id.as_str());
        !audience.staff_only
            && own.is_some()
            && audience.company.as_deref() == own
            && (user.reads_company() || personally())
    }

    /// What the caller is to a ticket that they see.
    pub(crate) fn party(&self, ticket: &Ticket) -> Party {
        let user = self.user();
        if user.is_staff {
            Party::Staff
        } else if ticket.submitter.id == user.id {
            Party::Submitter
        } else if user.role == shared::account::Role::CompanyAdmin {
            Party::CompanyAdmin
        } else {
            Party::Reader
        }
    }

    /// Begins the name of a list that only this caller pages through: whose cursors are good for nobody else.
    pub(crate) fn list(&self, operation: &str) -> String {
        format!("{}/{}/{operation}", self.scope.tenant(), self.user().id)
    }
}
