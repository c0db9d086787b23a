//! What a ticket is searched by: the words of its whole conversation, in a document of their own beside it.
//!
//! The ticket itself stays small, because every list and every change reads it. The entry repeats what lists filter and
//! sort by, and is written in the batch of each change, so that a search is one query however long the conversations are.
//! See `docs/adr/0009-search.md`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::{CompanyId, TicketId, UserId};
use shared::store::{Document, Index, Kind, Reach, beginnings, for_staff, words};

use super::form::{or_none, sortable, spaced};
use super::{Category, Message, Priority, Status, Ticket};

/// Bytes of different words that are kept: about 10,000 words. Later ones are not searched for. With their beginnings
/// they stay below [`shared::store::limits::TERMS_BYTES`].
const MOST: usize = 90_000;

/// What a ticket is searched by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchEntry {
    /// [`SearchEntry::id_of`] the ticket.
    id: String,
    ticket: TicketId,
    company: CompanyId,
    number: u64,
    subject: String,
    status: Status,
    priority: Priority,
    category: Category,
    viewers: Vec<UserId>,
    #[serde(with = "or_none")]
    assignee: Option<UserId>,
    #[serde(with = "sortable")]
    activity_at: Timestamp,
    #[serde(with = "sortable")]
    staff_activity_at: Timestamp,
    #[serde(with = "sortable")]
    due_at: Timestamp,
    /// Words of what clients see of the conversation.
    #[serde(with = "spaced")]
    words: BTreeSet<String>,
    /// Words of internal notes alone.
    #[serde(with = "spaced")]
    staff_words: BTreeSet<String>,
}

impl SearchEntry {
    /// The id of a ticket's entry.
    #[must_use]
    pub fn id_of(ticket: &TicketId) -> String {
        format!("search.{ticket}")
    }

    /// The entry of a ticket with nothing of its conversation yet.
    #[must_use]
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            id: Self::id_of(&ticket.id),
            ticket: ticket.id.clone(),
            company: ticket.company.id.clone(),
            number: ticket.number,
            subject: ticket.subject.clone(),
            status: ticket.status(),
            priority: ticket.priority,
            category: ticket.category,
            viewers: ticket.viewers().to_vec(),
            assignee: ticket.assignee().map(|who| who.id),
            activity_at: ticket.activity_at,
            staff_activity_at: ticket.staff_activity_at,
            due_at: ticket.due_at(),
            words: BTreeSet::new(),
            staff_words: BTreeSet::new(),
        }
    }

    /// Takes on what the ticket has become; the words stay.
    pub fn follow(&mut self, ticket: &Ticket) {
        let words = std::mem::take(&mut self.words);
        let staff_words = std::mem::take(&mut self.staff_words);
        *self = Self { words, staff_words, ..Self::of(ticket) };
    }

    /// Takes in the words of a comment and the names of its files.
    pub fn add(&mut self, message: &Message) {
        let names = message.attachments().iter().map(|file| file.name.as_str());
        let bytes = |words: &BTreeSet<String>| words.iter().map(|word| word.len() + 1).sum::<usize>();
        let mut room = MOST.saturating_sub(bytes(&self.words) + bytes(&self.staff_words));
        for text in message.body.as_deref().into_iter().chain(names) {
            for word in words(text) {
                let known =
                    self.words.contains(&word) || message.internal && self.staff_words.contains(&word);
                if known || word.len() + 1 > room {
                    continue;
                }
                room -= word.len() + 1;
                if message.internal {
                    self.staff_words.insert(word);
                } else {
                    self.words.insert(word);
                }
            }
        }
    }
}

const fn by(by: &'static [&'static str], order: &'static str) -> Index {
    Index { by, each: None, order }
}

/// Search entries. The orders are those of [`super::TICKET`]; what lists filter by beyond these indexes is checked on the
/// documents that have the words. No composite index of Cosmos is needed that tickets do not need.
pub static TICKET_SEARCH: Kind = Kind {
    name: "ticket_search",
    reach: Reach::Company,
    indexes: &[
        by(&["company"], "activity_at"),
        by(&["company"], "created_at"),
        by(&[], "staff_activity_at"),
        by(&[], "created_at"),
        by(&[], "due_at"),
    ],
    residual: &["status", "priority", "category", "assignee", "company", "viewers"],
    terms: true,
};

impl Document for SearchEntry {
    const KIND: &'static Kind = &TICKET_SEARCH;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }

    fn terms(&self) -> Vec<String> {
        let number = self.number.to_string();
        let subject = words(&self.subject);
        let all = subject.iter().chain(&self.words).map(String::as_str).chain([number.as_str()]);
        let shown = beginnings(all);
        let noted = beginnings(self.staff_words.iter().map(String::as_str));
        let noted: Vec<String> = noted.difference(&shown).map(|term| for_staff(term)).collect();
        shown.into_iter().chain(noted).collect()
    }
}

/// An entry as far as a list needs it: which ticket was found.
#[derive(Debug, Serialize, Deserialize)]
pub struct Hit {
    id: String,
    company: CompanyId,
    /// The ticket.
    pub ticket: TicketId,
}

impl Document for Hit {
    const KIND: &'static Kind = &TICKET_SEARCH;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

#[cfg(test)]
mod tests {
    use shared::account::{CompanyRef, PersonRef};
    use shared::id::MessageId;
    use shared::store::limits::{DOCUMENT_BYTES, TERMS_BYTES};

    use super::super::{Author, Entry, NewTicket, TicketTargets};
    use super::*;

    fn ticket() -> Ticket {
        let new = NewTicket {
            id: TicketId::parse("tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap(),
            number: 17,
            subject: "Straße gesperrt".into(),
            priority: Priority::Medium,
            category: Category::General,
            company: CompanyRef {
                id: CompanyId::parse("cmp_01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap(),
                name: "Acme".into(),
            },
            submitter: PersonRef {
                id: UserId::parse("usr_01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap(),
                name: "Una".into(),
            },
            watchers: Vec::new(),
        };
        Ticket::open(new, TicketTargets::default().of(Priority::Medium), Timestamp::UNIX_EPOCH)
    }

    fn comment(body: &str, internal: bool) -> Message {
        let ticket = ticket();
        let entry = Entry {
            id: MessageId::parse("msg_01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap(),
            ticket: ticket.id,
            company: ticket.company.id,
            at: Timestamp::UNIX_EPOCH,
            author: Author { id: ticket.submitter.id, name: ticket.submitter.name, staff: internal },
        };
        Message::comment(entry, body.into(), Vec::new(), internal)
    }

    fn bytes(entry: &SearchEntry) -> (usize, usize) {
        let data = serde_json::to_string(entry).unwrap().len();
        (data, entry.terms().iter().map(|term| term.len() + 3).sum())
    }

    #[test]
    fn it_has_the_words_of_subject_number_and_conversation_and_marks_those_of_notes() {
        let mut entry = SearchEntry::of(&ticket());
        entry.add(&comment("Der Drucker", false));
        entry.add(&comment("Der Kunde nervt", true));
        let terms = entry.terms();
        for term in ["17", "strasse", "d", "drucker", "der", "!nervt", "!kunde", "!k"] {
            assert!(terms.contains(&term.to_owned()), "{term}: {terms:?}");
        }
        for term in ["nervt", "kunde", "!der", "!d"] {
            assert!(!terms.contains(&term.to_owned()), "{term}: {terms:?}");
        }
        let read: SearchEntry = serde_json::from_str(&serde_json::to_string(&entry).unwrap()).unwrap();
        assert_eq!(read, entry);
    }

    #[test]
    fn following_the_ticket_keeps_the_words_and_forgets_the_former_subject() {
        let mut entry = SearchEntry::of(&ticket());
        entry.add(&comment("Drucker", false));
        let mut changed = ticket();
        changed.subject = "Scanner".into();
        changed.enter(Status::Resolved, Timestamp::UNIX_EPOCH);
        entry.follow(&changed);
        let terms = entry.terms();
        assert!(terms.contains(&"drucker".to_owned()) && terms.contains(&"scanner".to_owned()));
        assert!(!terms.contains(&"strasse".to_owned()));
        assert_eq!(entry.status, Status::Resolved);
    }

    #[test]
    fn five_thousand_words_are_all_there() {
        let mut entry = SearchEntry::of(&ticket());
        let word = |n: usize| -> String {
            let digits = std::iter::successors(Some(n * 7919 + 1_000_003), |rest| Some(rest / 26));
            digits.take(7).map(|digit| char::from(b'a' + u8::try_from(digit % 26).unwrap())).collect()
        };
        for part in 0..50 {
            let body: Vec<String> = (part * 100..part * 100 + 100).map(word).collect();
            entry.add(&comment(&body.join(" "), false));
        }
        let terms: BTreeSet<String> = entry.terms().into_iter().collect();
        for n in 0..5_000 {
            assert!(terms.contains(&word(n)), "{}", word(n));
        }
        let (data, terms) = bytes(&entry);
        assert!(data < DOCUMENT_BYTES && terms < TERMS_BYTES, "{data} {terms}");
    }

    #[test]
    fn an_endless_conversation_stays_within_what_a_document_may_have() {
        let mut state = 1_u64;
        let mut random = |letters: &[char], length: usize| -> String {
            let letter = |_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                letters[usize::try_from(state >> 33).unwrap() % letters.len()]
            };
            (0..length).map(letter).collect()
        };
        let latin: Vec<char> = ('a'..='z').collect();
        let han: Vec<char> = ('\u{20000}'..'\u{20800}').collect();
        for (letters, length) in [(&latin, 12), (&han, 19_000)] {
            let mut entry = SearchEntry::of(&ticket());
            for turn in 0..20 {
                let words: Vec<String> = (0..19_000 / length).map(|_| random(letters, length)).collect();
                entry.add(&comment(&words.join(" "), turn % 2 == 1));
            }
            let (data, terms) = bytes(&entry);
            assert!(data > MOST / 2 && data < DOCUMENT_BYTES && terms < TERMS_BYTES, "{data} {terms}");
        }
    }
}
