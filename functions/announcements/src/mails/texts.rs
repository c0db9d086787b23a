//! The mails themselves.

use jiff::Timestamp;
use shared::account::Language;
use shared::id::AnnouncementId;
use shared::mail::{Message, Say, Topic};
use shared::markdown::to_plain;
use shared::targets::Targets;

use super::WORDS;
use crate::model::{Announcement, Draft, Severity};
use crate::release::Release;

/// To clients: there is something new.
pub(super) fn published(say: &Say<'_>, announcement: &Announcement) -> Message {
    let title = announcement.title.as_str();
    let subject = match announcement.severity {
        Severity::Info => title.to_owned(),
        Severity::Maintenance => say.with("maintenance.subject", &[("title", title)]),
        Severity::Outage => say.with("outage.subject", &[("title", title)]),
    };
    Message::new("announcement.published", Topic::Announcements, &subject)
        .heading(title)
        .quote(&announcement.author, &to_plain(&announcement.body))
        .button(&say.text("open"), &format!("/portal/announcements/{}", announcement.id))
        .reason(&say.text("reason"))
}

/// One of each.
pub(super) fn samples(language: Language) -> Vec<Message> {
    let say = WORDS.speak(language);
    let Some(id) = AnnouncementId::parse(&format!("ann_{}", "0".repeat(26))) else { return Vec::new() };
    let now = Timestamp::UNIX_EPOCH;
    let draft = Draft {
        title: say.text("sample.title"),
        body: say.text("sample.body"),
        severity: Severity::Maintenance,
        pinned: false,
        release: Release { at: Some(now), ends_at: None },
        shown_to: Targets::all(),
    };
    vec![published(&say, &Announcement::new(id, "Robin Ellis", draft, now))]
}
