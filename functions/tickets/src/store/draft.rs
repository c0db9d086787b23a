//! A change of a ticket in the making: every step changes the ticket and says so in its conversation.

use jiff::{SignedDuration, Timestamp};
use shared::app::App;
use shared::id::MessageId;

use crate::caller::Caller;
use crate::model::{
    Attachment, Author, Category, Entry, Happening, HappeningKind, Message, PersonRef, Priority, Rating,
    Status, Ticket,
};
use crate::targets::Goals;

/// Entries of one change follow each other by this: the order of the conversation is the order of its moments.
const STEP: SignedDuration = SignedDuration::from_micros(1);

/// The ticket as it will be, and what its conversation gains.
pub(crate) struct Draft<'a> {
    app: &'a App,
    caller: &'a Caller,
    now: Timestamp,
    /// As it will be.
    pub(crate) ticket: Ticket,
    /// What the conversation gains.
    pub(crate) entries: Vec<Message>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(app: &'a App, caller: &'a Caller, ticket: Ticket, now: Timestamp) -> Self {
        Self { app, caller, now, ticket, entries: Vec::new() }
    }

    /// The moment of the change.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// True where nothing has changed: every change leaves an entry.
    pub(super) fn is_unchanged(&self) -> bool {
        self.entries.is_empty()
    }

    /// True where clients see some of the change.
    pub(super) fn is_public(&self) -> bool {
        self.entries.iter().any(|entry| !entry.internal)
    }

    /// Adds a comment. A public one of the staff is the provider's answer.
    pub(crate) fn comment(&mut self, body: String, attachments: Vec<Attachment>, internal: bool) {
        self.ticket.comments.add(internal, 1);
        self.ticket.attachments.add(internal, u32::try_from(attachments.len()).unwrap_or(u32::MAX));
        if self.caller.is_staff() && !internal {
            self.ticket.respond(self.now);
        }
        let entry = self.entry();
        self.entries.push(Message::comment(entry, body, attachments, internal));
    }

    /// Moves it to another status.
    pub(crate) fn enter(&mut self, to: Status) {
        let from = self.ticket.status();
        if from != to {
            self.ticket.enter(to, self.now);
            self.happen(HappeningKind::Status, Some(from.as_str()), Some(to.as_str()));
        }
    }

    /// Gives it another priority.
    pub(crate) fn prioritise(&mut self, to: Priority, goals: Goals) {
        let from = self.ticket.priority;
        if from != to {
            self.ticket.prioritise(to, goals, self.now);
            self.happen(HappeningKind::Priority, Some(from.as_str()), Some(to.as_str()));
        }
    }

    /// Gives it another category.
    pub(crate) fn categorise(&mut self, to: Category) {
        let from = std::mem::replace(&mut self.ticket.category, to);
        if from != to {
            self.happen(HappeningKind::Category, Some(from.as_str()), Some(to.as_str()));
        }
    }

    /// Gives it another subject.
    pub(crate) fn rename(&mut self, to: &str) {
        if self.ticket.subject != to {
            let from = std::mem::replace(&mut self.ticket.subject, to.to_owned());
            self.happen(HappeningKind::Subject, Some(&from), Some(to));
        }
    }

    /// Gives it to somebody or to nobody.
    pub(crate) fn assign(&mut self, to: Option<PersonRef>) {
        let from = self.ticket.assignee();
        let id = |who: &Option<PersonRef>| who.as_ref().map(|who| who.id.clone());
        if id(&from) != id(&to) {
            self.ticket.assign(to.clone());
            let name = |who: Option<PersonRef>| who.map(|who| who.name);
            self.happen(HappeningKind::Assignee, name(from).as_deref(), name(to).as_deref());
        }
    }

    /// Rates the solution; the same rating again changes nothing.
    pub(crate) fn rate(&mut self, score: u8, comment: Option<String>) {
        let old = self.ticket.rating.take();
        let from = old.as_ref().map(|old| old.score.to_string());
        if let Some(same) = old.filter(|old| old.score == score && old.comment == comment) {
            self.ticket.rating = Some(same);
            return;
        }
        self.ticket.rating = Some(Rating { score, comment, at: self.now });
        self.happen(HappeningKind::Rating, from.as_deref(), Some(&score.to_string()));
    }

    /// Adds a watcher who does not see it yet as their own.
    pub(crate) fn watch(&mut self, who: PersonRef) {
        if !self.ticket.viewers().contains(&who.id) {
            let name = who.name.clone();
            self.ticket.add_watcher(who);
            self.happen(HappeningKind::Watcher, None, Some(&name));
        }
    }

    /// Removes a watcher.
    pub(crate) fn unwatch(&mut self, who: &shared::id::UserId) {
        if let Some(gone) = self.ticket.remove_watcher(who) {
            self.happen(HappeningKind::Watcher, Some(&gone.name), None);
        }
    }

    fn happen(&mut self, kind: HappeningKind, from: Option<&str>, to: Option<&str>) {
        let event =
            Happening { r#type: kind, from: from.map(str::to_owned), to: to.map(str::to_owned), next: None };
        let entry = self.entry();
        self.entries.push(Message::event(entry, event));
    }

    fn entry(&mut self) -> Entry {
        // A clock that stands still or steps back must not turn the conversation round.
        let at = self.now.max(self.ticket.last_entry_at.checked_add(STEP).unwrap_or(self.now));
        self.ticket.last_entry_at = at;
        Entry {
            id: MessageId::mint(&*self.app.clock, &*self.app.entropy),
            ticket: self.ticket.id.clone(),
            company: self.ticket.company.id.clone(),
            at,
            author: Author::from(self.caller.user()),
        }
    }

    /// Settles the times and the clients' version, once all steps are done.
    pub(super) fn settle(&mut self) {
        self.ticket.staff_activity_at = self.now;
        if self.is_public() {
            self.ticket.activity_at = self.now;
            self.ticket.client_version += 1;
        }
        // A new status of the same change may have moved what is due.
        let next = self.ticket.promise().next_target(self.ticket.status());
        for event in self.entries.iter_mut().filter_map(|entry| entry.event.as_mut()) {
            if event.r#type == HappeningKind::Priority {
                event.next.clone_from(&next);
            }
        }
    }
}
