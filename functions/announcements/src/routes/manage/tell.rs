//! What others hear of a change.

use jiff::Timestamp;
use serde_json::json;
use shared::event::{Audience, Event};
use shared::targets::Targets;

use crate::board::EXCERPT;
use crate::model::Announcement;
use crate::telling::{MAIL, TOLD, Telling};

/// The event of a change from `before` to `after`. Clients hear of it where they saw it before or see it now; of what
/// is still to come staff alone hear.
pub(super) fn event(
    name: &str,
    before: Option<&Announcement>,
    after: Option<&Announcement>,
    version: u64,
    now: Timestamp,
) -> Option<Event> {
    let subject = after.or(before)?;
    let seen = |one: &&Announcement| one.release().is_there(now);
    let both = || before.iter().copied().chain(after.iter().copied());
    let targets: Vec<&Targets> = both().filter(seen).map(|one| &one.shown_to).collect();
    let audience = match Targets::union(&targets) {
        Some(shown_to) => Audience { shown_to: Some(shown_to), ..Audience::default() },
        None => Audience { shown_to: Some(subject.shown_to.clone()), ..Audience::staff() },
    };
    let mut event = Event::new(name, subject.id.as_str(), version, audience);
    event.data = json!({
        "title": subject.title,
        "excerpt": shared::markdown::to_text(&subject.body, EXCERPT),
        "severity": subject.severity,
        "publish_at": subject.release().at,
        "shown_to": subject.shown_to,
    });
    Some(event)
}

/// The event, asking for mails where people are to be told at once: those who see it and are not among `told_to`.
pub(super) fn asking(mut event: Event, telling: Telling, told_to: Option<&Targets>) -> Event {
    if telling == Telling::Now {
        event.data[MAIL] = json!(true);
        event.data[TOLD] = json!(told_to);
    }
    event
}
