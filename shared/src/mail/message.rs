//! What a mail says, in data. No area writes HTML or headers: the layout does, and everything that people wrote is
//! cleaned here of line ends and controls.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::account::{Notifications, Role, User, UserStatus};
use crate::http::{clean_line, clean_text};
use crate::token::Recipe;

/// Characters of a subject or a heading at most.
const LINE: usize = 250;
/// Characters of a paragraph at most.
const PARAGRAPH: usize = 2_000;
/// Characters of what somebody wrote; the page behind the button shows the rest.
const QUOTE: usize = 6_000;

/// Which choice of the recipient decides whether a mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MailTopic)]
pub enum Topic {
    /// The account itself: always sent.
    Account,
    /// Tickets that the person submitted, watches or works on.
    TicketUpdates,
    /// Staff: every new ticket.
    NewTickets,
    /// Announcements.
    Announcements,
    /// Documents and files.
    Documents,
}

impl Topic {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::TicketUpdates => "ticket_updates",
            Self::NewTickets => "new_tickets",
            Self::Announcements => "announcements",
            Self::Documents => "documents",
        }
    }

    /// True where somebody with this role and these choices wants such mails.
    #[must_use]
    pub fn is_wanted(self, role: Role, choices: &Notifications) -> bool {
        match self {
            Self::Account => true,
            Self::TicketUpdates => choices.ticket_updates,
            Self::NewTickets => choices.wants_new_tickets(role),
            Self::Announcements => choices.announcements,
            Self::Documents => choices.documents,
        }
    }

    /// True where this person gets mails of this topic: they have joined, or it is about the account itself, and they did
    /// not turn such mails off.
    #[must_use]
    pub fn reaches(self, user: &User) -> bool {
        let joined = match user.status {
            UserStatus::Active => true,
            UserStatus::Invited => self == Self::Account,
            UserStatus::Disabled => false,
        };
        joined && self.is_wanted(user.role, &user.notifications)
    }

    /// The choices without this topic; `None` where it cannot be declined.
    #[must_use]
    pub fn decline(self, choices: Notifications) -> Option<Notifications> {
        match self {
            Self::Account => None,
            Self::TicketUpdates => Some(Notifications { ticket_updates: false, ..choices }),
            Self::NewTickets => Some(Notifications { new_tickets: Some(false), ..choices }),
            Self::Announcements => Some(Notifications { announcements: false, ..choices }),
            Self::Documents => Some(Notifications { documents: false, ..choices }),
        }
    }
}

/// Something that somebody wrote, set apart from the portal's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Who.
    pub author: String,
    /// What.
    pub text: String,
}

/// One of several messages that go out as one mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
    /// What somebody wrote.
    pub quote: Option<Quote>,
    /// Where to read on.
    pub link: Option<Button>,
}

/// Mails about different things that go out as one when several come in a burst. The one mail lists them, each with a
/// link of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name: mails of one name are combined for each recipient.
    pub name: String,
    /// Subject of a mail that stands for several; `{count}` is their number.
    pub subject: String,
    /// Where the recipient sees all of them.
    pub button: Button,
}

/// A line of the table of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The fact.
    pub value: String,
}

/// The one thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// The verb.
    pub label: String,
    /// Path in the portal, as `/portal/tickets/tkt_…`; the outbox puts the tenant's own address before it.
    pub path: String,
    /// Where the path lets in whoever knows it: what its token is made from. The path says `{token}` in its place, so
    /// that the link itself never lies in the store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipe: Option<Recipe>,
}

/// A mail as an area gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Which mail it is, as `ticket.reply`.
    pub name: String,
    /// Which choice decides.
    pub topic: Topic,
    /// The subject.
    pub subject: String,
    /// The heading.
    pub heading: String,
    /// Paragraphs before the quote.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<String>,
    /// What somebody wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Facts in a table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// The one thing to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub button: Option<Button>,
    /// Paragraphs behind the button.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why the recipient gets it.
    #[serde(default)]
    pub reason: String,
    /// What it is about: mails about the same object form one conversation in the recipient's program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// True where it only goes on with what it is about: several of such go out as one mail.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub follow_up: bool,
    /// What it may be combined with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// True where it only says that something has arrived.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub acknowledgment: bool,
    /// Where it stands for several messages: what each of them says, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Where answers go instead of the tenant's support address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
}

/// What a mail says of itself to other mail systems (RFC 3834).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A person's words: other help desks treat it as what a person wrote.
    Person,
    /// The answer of a program to what somebody sent.
    AutoReplied,
    /// A notice of a program.
    AutoGenerated,
}

impl Message {
    /// A mail of this name with this subject, which is its heading too.
    #[must_use]
    pub fn new(name: &str, topic: Topic, subject: &str) -> Self {
        let subject = line(subject);
        Self {
            name: name.to_owned(),
            topic,
            heading: subject.clone(),
            subject,
            paragraphs: Vec::new(),
            quote: None,
            facts: Vec::new(),
            button: None,
            notes: Vec::new(),
            reason: String::new(),
            thread: None,
            follow_up: false,
            group: None,
            acknowledgment: false,
            sections: Vec::new(),
            reply_to: None,
        }
    }

    /// What it says of itself to other mail systems.
    #[must_use]
    pub fn origin(&self) -> Origin {
        // A list is a notice about what people wrote, not one person's message.
        let list = self.group.is_some() && !self.sections.is_empty();
        let quotes = self.quote.is_some() || self.sections.iter().any(|section| section.quote.is_some());
        match (self.acknowledgment, quotes && !list) {
            (true, _) => Origin::AutoReplied,
            (false, true) => Origin::Person,
            (false, false) => Origin::AutoGenerated,
        }
    }

    /// Marks it as one that only goes on with its thread: what comes in a burst goes out as one mail.
    #[must_use]
    pub fn follow_up(mut self) -> Self {
        self.follow_up = true;
        self
    }

    /// Lets it go out together with others of this group: `subject` is that of a mail for several, with `{count}` for
    /// their number, and the button leads to all of them.
    #[must_use]
    pub fn group(mut self, name: &str, subject: &str, (label, path): (&str, &str)) -> Self {
        let button = Button { label: line(label), path: line(path), recipe: None };
        self.group = Some(Group { name: name.to_owned(), subject: line(subject), button });
        self
    }

    /// Marks it as one that only says that something has arrived.
    #[must_use]
    pub fn acknowledgment(mut self) -> Self {
        self.acknowledgment = true;
        self
    }

    /// Another heading than the subject.
    #[must_use]
    pub fn heading(mut self, text: &str) -> Self {
        self.heading = line(text);
        self
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(mut self, text: &str) -> Self {
        self.paragraphs.push(shortened(clean_text(text), PARAGRAPH));
        self
    }

    /// Adds a paragraph behind the button.
    #[must_use]
    pub fn note(mut self, text: &str) -> Self {
        self.notes.push(shortened(clean_text(text), PARAGRAPH));
        self
    }

    /// What somebody wrote.
    #[must_use]
    pub fn quote(mut self, author: &str, text: &str) -> Self {
        self.quote = Some(Quote { author: line(author), text: shortened(clean_text(text), QUOTE) });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, label: &str, value: &str) -> Self {
        self.facts.push(Fact { label: line(label), value: line(value) });
        self
    }

    /// The one thing to do: `path` is a path of the portal.
    #[must_use]
    pub fn button(mut self, label: &str, path: &str) -> Self {
        self.button = Some(Button { label: line(label), path: line(path), recipe: None });
        self
    }

    /// As [`Message::button`], for a one-time link: `{token}` in `path` becomes the link's token when the mail is sent.
    #[must_use]
    pub fn link_button(mut self, label: &str, path: &str, recipe: Recipe) -> Self {
        self.button = Some(Button { label: line(label), path: line(path), recipe: Some(recipe) });
        self
    }

    /// Why the recipient gets it.
    #[must_use]
    pub fn reason(mut self, text: &str) -> Self {
        self.reason = line(text);
        self
    }

    /// What it is about: the id of an object.
    #[must_use]
    pub fn thread(mut self, object: &str) -> Self {
        self.thread = Some(object.to_owned());
        self
    }

    /// Where answers go.
    #[must_use]
    pub fn reply_to(mut self, address: &str) -> Self {
        self.reply_to = Some(address.to_owned());
        self
    }
}

fn line(text: &str) -> String {
    shortened(clean_line(text), LINE)
}

/// At most `most` characters, with a mark where something is left out.
pub(super) fn shortened(text: String, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_ends_with_a_mark() {
        let message = Message::new("x", Topic::Account, &"ä".repeat(400)).quote("A", &"b ".repeat(9_000));
        assert_eq!(message.subject.chars().count(), LINE + 1);
        assert!(message.subject.ends_with('…') && message.quote.unwrap().text.ends_with('…'));
    }

    #[test]
    fn account_mails_cannot_be_declined_and_others_can() {
        let choices = Notifications::default();
        assert!(Topic::Account.decline(choices).is_none());
        for topic in [Topic::TicketUpdates, Topic::NewTickets, Topic::Announcements, Topic::Documents] {
            let declined = topic.decline(choices).unwrap();
            assert!(!topic.is_wanted(Role::Admin, &declined), "{topic:?}");
        }
    }
}
