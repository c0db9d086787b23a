//! One row of the table.

use serde_json::Value;
use shared_testing::Who;

use crate::world::World;

/// What an operation asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    Person,
    Client,
    CompanyAdmin,
    Viewer,
    Technician,
    Admin,
    /// A machine with a service key; no session takes its place.
    Service,
}

impl Needs {
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Viewer | Self::Technician | Self::Admin)
    }
}

/// Whose the object in the path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// There is none.
    None,
    /// acme's as a whole.
    Tenant,
    /// For everybody of Birch, a company of acme, and for nobody else.
    Company,
    /// Of [`Who::User`] of Birch, a company of acme; colleagues without company access do not see it.
    Person,
}

/// What is sent.
pub enum Sent {
    Nothing,
    Json(fn(&World) -> Value),
    Bytes(&'static [u8], &'static str),
}

/// One operation.
pub struct Row {
    pub operation: &'static str,
    pub needs: Needs,
    pub object: Object,
    pub path: fn(&World) -> String,
    pub sent: Sent,
    /// The version that `If-Match` names, where the operation requires it.
    pub if_match: Option<fn(&World) -> u64>,
}

impl Row {
    /// Somebody who may call it.
    pub fn rightful(&self) -> Who {
        match self.needs {
            Needs::Nothing | Needs::Service => Who::Nobody,
            Needs::Person | Needs::Client => Who::User,
            Needs::CompanyAdmin => Who::CompanyAdmin,
            Needs::Viewer => Who::Viewer,
            Needs::Technician => Who::Technician,
            Needs::Admin => Who::Admin,
        }
    }

    /// Everybody who must be refused, and how.
    pub fn refusals(&self) -> Vec<(Who, u16)> {
        let mut refused = Vec::new();
        if self.needs == Needs::Nothing {
            return refused;
        }
        refused.push((Who::Nobody, 401));
        if self.needs == Needs::Service {
            refused.extend([(Who::Admin, 401), (Who::User, 401), (Who::ForeignAdmin, 401)]);
            return refused;
        }
        match self.needs {
            Needs::Nothing | Needs::Person | Needs::Service => {}
            Needs::Client => refused.extend([(Who::Admin, 403), (Who::Technician, 403), (Who::Viewer, 403)]),
            Needs::CompanyAdmin => refused.extend([
                (Who::Admin, 403),
                (Who::Technician, 403),
                (Who::User, 403),
                (Who::CompanyReader, 403),
                (Who::ForeignUser, 403),
            ]),
            Needs::Viewer | Needs::Technician | Needs::Admin => {
                refused.extend([(Who::User, 403), (Who::CompanyAdmin, 403), (Who::ForeignUser, 403)]);
            }
        }
        if matches!(self.needs, Needs::Technician | Needs::Admin) {
            refused.push((Who::Viewer, 403));
        }
        if self.needs == Needs::Admin {
            refused.push((Who::Technician, 403));
        }
        if self.needs == Needs::CompanyAdmin {
            // Another company's admin manages a team too, but not this one.
            if self.object != Object::None {
                refused.push((Who::StrangerAdmin, 404));
            }
            return refused;
        }
        match (self.object, self.needs.is_staff()) {
            (Object::None, _) => {}
            (_, true) => refused.push((Who::ForeignAdmin, 404)),
            (Object::Company, false) => {
                refused.extend([(Who::Stranger, 404), (Who::StrangerAdmin, 404), (Who::ForeignUser, 404)]);
            }
            (Object::Tenant, false) => refused.push((Who::ForeignUser, 404)),
            (Object::Person, false) => refused.extend([
                (Who::OtherUser, 404),
                (Who::Stranger, 404),
                (Who::StrangerAdmin, 404),
                (Who::ForeignUser, 404),
            ]),
        }
        refused
    }
}
