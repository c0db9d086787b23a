//! Several messages as one.

use super::message::{Fact, Group, Message, Quote, Section, shortened};

/// Characters of what somebody wrote, in a mail that lists several things; each has a link to the rest.
const LISTED: usize = 300;
/// Characters of all quotes in a mail that stands for several; from then on each is cut to [`JOINED_LEAST`].
const JOINED: usize = 30_000;
const JOINED_LEAST: usize = 300;

impl Message {
    /// Says what those before it say, too.
    pub(crate) fn join(&mut self, before: &[&Self]) {
        match self.group.clone() {
            Some(group) => self.list(before, group),
            None => self.continue_from(before),
        }
    }

    /// Lists what those before it and it itself are about.
    fn list(&mut self, before: &[&Self], group: Group) {
        let section = |of: &Self| {
            // What the subject begins or ends with is not said twice.
            let is_news = |fact: &&Fact| {
                !of.subject.ends_with(&fact.value) && !of.subject.starts_with(&format!("[{}]", fact.value))
            };
            let facts = of.facts.iter().filter(is_news);
            let facts: Vec<String> = facts.map(|fact| format!("{}: {}", fact.label, fact.value)).collect();
            Section {
                heading: of.subject.clone(),
                paragraphs: [of.heading.clone(), facts.join(" · ")]
                    .into_iter()
                    .filter(|text| !text.is_empty() && *text != of.subject)
                    .collect(),
                quote: of.quote.clone().map(|quote| Quote { text: shortened(quote.text, LISTED), ..quote }),
                link: of.button.clone(),
            }
        };
        self.sections = before.iter().map(|one| section(one)).chain([section(self)]).collect();
        self.subject = group.subject.replace("{count}", &self.sections.len().to_string());
        self.heading = self.subject.clone();
        self.button = Some(group.button);
        (self.paragraphs, self.quote, self.facts, self.notes) = (Vec::new(), None, Vec::new(), Vec::new());
    }

    /// Tells what those before it told, in order; the facts are those of the last one that has them.
    fn continue_from(&mut self, before: &[&Self]) {
        let section = |of: &Self| Section {
            heading: of.heading.clone(),
            paragraphs: of.paragraphs.clone(),
            quote: of.quote.clone(),
            link: None,
        };
        self.sections = before.iter().map(|one| section(one)).chain([section(self)]).collect();
        let mut left = JOINED;
        for quote in self.sections.iter_mut().filter_map(|section| section.quote.as_mut()) {
            let most = left.max(JOINED_LEAST);
            quote.text = shortened(std::mem::take(&mut quote.text), most);
            left = left.saturating_sub(quote.text.chars().count());
        }
        let mut facts: Vec<Fact> = Vec::new();
        for fact in before.iter().flat_map(|one| &one.facts).chain(&self.facts) {
            facts.retain(|known| known.label != fact.label);
            facts.push(fact.clone());
        }
        self.facts = facts;
        (self.paragraphs, self.quote) = (Vec::new(), None);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Topic;
    use super::*;

    fn ticket(number: usize) -> Message {
        Message::new("ticket.new", Topic::NewTickets, &format!("[#{number}] Printer {number}"))
            .heading("New ticket from Dana")
            .quote("Dana", &"It jams. ".repeat(100))
            .fact("Subject", &format!("Printer {number}"))
            .fact("Number", &format!("#{number}"))
            .fact("Priority", "High")
            .button("Open the ticket", &format!("/admin/tickets/{number}"))
            .group("tickets.new", "{count} new tickets", ("All tickets", "/admin/tickets"))
    }

    #[test]
    fn a_list_names_each_with_its_link_and_says_nothing_twice() {
        let (first, mut second) = (ticket(1), ticket(2));
        second.join(&[&first]);
        assert_eq!((second.subject.as_str(), second.heading.as_str()), ("2 new tickets", "2 new tickets"));
        assert_eq!(second.button.unwrap().path, "/admin/tickets");
        assert!(second.facts.is_empty() && second.quote.is_none());
        for (section, number) in second.sections.iter().zip(1..) {
            assert_eq!(section.heading, format!("[#{number}] Printer {number}"));
            assert_eq!(section.paragraphs, ["New ticket from Dana", "Priority: High"]);
            assert_eq!(section.link.as_ref().unwrap().path, format!("/admin/tickets/{number}"));
            assert_eq!(section.quote.as_ref().unwrap().text.chars().count(), LISTED);
        }
        let asked = |title: &str| {
            Message::new("document.asked", Topic::Documents, &format!("Please sign: {title}")).group(
                "documents.asked",
                "Please sign {count} documents",
                ("All documents", "/portal/documents"),
            )
        };
        let (first, mut second) = (asked("A"), asked("B"));
        second.join(&[&first]);
        assert!(
            second.sections.iter().all(|section| section.paragraphs.is_empty()),
            "the heading is the subject"
        );
    }
}
