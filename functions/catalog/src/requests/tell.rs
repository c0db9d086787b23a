//! What others hear of a request.

use shared::event::{Audience, Event};
use shared::id::UserId;

use crate::model::Request;

/// It waits for a company admin.
pub(crate) const ASKED: &str = "request.asked";
/// Others must decide now; the event's users are those who did not have to before.
pub(crate) const REASSIGNED: &str = "request.reassigned";
/// Nobody of the company can decide any more: the provider must.
pub(crate) const UNASSIGNED: &str = "request.unassigned";

/// It was taken back; the event's users did not do it themselves.
pub(crate) const CANCELED: &str = "request.cancelled";

/// The event of that name; `users` are those whom it concerns personally.
pub(super) fn event(name: &str, request: &Request, version: u64, users: &[UserId]) -> Event {
    let audience = Audience {
        company: Some(request.company.id.to_string()),
        users: users.iter().map(ToString::to_string).collect(),
        ..Audience::default()
    };
    Event::new(name, request.id.as_str(), version, audience)
}
