//! Events of a request.

use shared::event::{Audience, Event};
use shared::id::UserId;

use crate::model::Request;

/// It needs approval by a company admin.
pub(crate) const ASKED: &str = "request.asked";
/// Other people must decide now; the event's users are the newly asked ones.
pub(crate) const REASSIGNED: &str = "request.reassigned";
/// Nobody at the company can decide anymore; the provider must.
pub(crate) const UNASSIGNED: &str = "request.unassigned";

/// It was canceled; the event's users did not do it themselves.
pub(crate) const CANCELED: &str = "request.cancelled";

/// Builds the event of that name; `users` are the people whom it concerns personally.
pub(super) fn event(name: &str, request: &Request, version: u64, users: &[UserId]) -> Event {
    let audience = Audience {
        company: Some(request.company.id.to_string()),
        users: users.iter().map(ToString::to_string).collect(),
        ..Audience::default()
    };
    Event::new(name, request.id.as_str(), version, audience)
}
