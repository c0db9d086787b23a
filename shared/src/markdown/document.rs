//! Markdown that somebody signs: HTML that shows all of it, and what of it no page would show.

use std::fmt;

use pulldown_cmark::{Event, Tag};

use super::events::{Addresses, COLUMNS, read, words_of};
use super::html;
use super::slots::{Stand, has_slot, without_slots};
use super::visible::is_seen;

/// Letters of a text in a message at most.
const EXCERPT: usize = 60;
/// Places that are named at most.
const PLACES: usize = 3;

/// A text to be signed. What the HTML shows is all of it: where links lead stands there as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedText {
    /// As it is shown and printed.
    pub html: String,
    /// Why it may not be signed, in its order; empty where it may.
    pub faults: Vec<Fault>,
}

/// Something in a text that its readers would not see, or not as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A link without words, and where it leads.
    NoWords(String),
    /// A link to an address that no page opens.
    Address(String),
    /// A picture.
    Picture,
    /// The title of a link.
    Title(String),
    /// Text that stands in the markdown and nowhere else.
    NotShown(String),
    /// A character that turns the direction.
    Direction(char),
    /// A table with more columns than a page has room for.
    Columns(usize),
    /// Nothing at all is shown.
    Empty,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWords(address) => write!(out, "The link to {} has no visible words.", excerpt(address)),
            Self::Address(address) => write!(
                out,
                "The address “{}” of a link is not shown. Begin it with https://, http:// or mailto:.",
                excerpt(address)
            ),
            Self::Picture => out.write_str("Pictures are not shown. Say it in words."),
            Self::Title(title) => {
                write!(out, "The title “{}” of a link is not shown. Write it into the text.", excerpt(title))
            }
            Self::NotShown(text) => {
                write!(out, "“{}” is not shown. Write it where it can be read, or remove it.", excerpt(text))
            }
            Self::Direction(letter) => {
                write!(
                    out,
                    "The character U+{:04X} turns the direction of the text. Remove it.",
                    u32::from(*letter)
                )
            }
            Self::Columns(columns) => write!(
                out,
                "This table has {columns} columns, but a page fits at most {COLUMNS}. Split it into several tables."
            ),
            Self::Empty => out.write_str("This text shows nothing."),
        }
    }
}

fn excerpt(text: &str) -> String {
    let line = without_slots(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(EXCERPT).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

/// A text to be signed, which may have slots; see [`super::slot`].
#[must_use]
pub fn to_signed(text: &str) -> SignedText {
    let reading = read(text, Addresses::Shown);
    let mut faults = reading.faults;
    let seen = |event: &Event<'_>| is_seen(words_of(event)) || matches!(event, Event::Rule);
    if !reading.events.iter().any(seen) {
        faults.push(Fault::Empty);
    }
    faults.extend(unseen(text, &reading.shown).map(Fault::NotShown).take(PLACES));
    faults.dedup();
    let has_slots = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { dest_url, .. }) => has_slot(dest_url),
        _ => false,
    };
    if !reading.events.iter().any(has_slots) {
        return SignedText { html: html::write(reading.events.into_iter()), faults };
    }
    let mut all = String::new();
    for event in &reading.events {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => all.push_str(dest_url),
            other => all.push_str(words_of(other)),
        }
    }
    let stand = Stand::beside(&all);
    let events = reading.events.into_iter().map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = stand.hide(&dest_url).into();
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    });
    SignedText { html: stand.show(&html::write(events)), faults }
}

/// Words of the source that nothing shows.
fn unseen<'t>(text: &'t str, shown: &'t [bool]) -> impl Iterator<Item = String> + use<'t> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let hidden = |place: usize| !shown.get(place).copied().unwrap_or(true);
        let begin = text
            .get(at..)?
            .char_indices()
            .find(|(place, letter)| letter.is_alphanumeric() && hidden(at + place));
        let begin = at + begin?.0;
        let rest = text.get(begin..)?;
        let end = rest.char_indices().find(|(place, letter)| *letter == '\n' || !hidden(begin + place));
        let end = end.map_or(text.len(), |(place, _)| begin + place);
        at = end;
        text.get(begin..end).map(str::to_owned)
    })
}
