//! Markdown as the events that pages, mails and papers are made of: cleaned after its entities are decoded, bare addresses
//! as links, raw HTML as text, pictures as their descriptions.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::document::Fault;
use super::links::{self, leads_out};
use super::visible::{clean, is_seen, turns_direction};

/// Quotes and lists within each other at most: on a phone there is no room for more. What is deeper stands in lines of its
/// own, each with its mark.
pub(super) const DEEPEST: u32 = 8;
/// Columns of a signed table at most: a page has no room for more.
pub(super) const COLUMNS: usize = 20;
/// Letters of the name of a language behind a fence at most.
const LANGUAGE: usize = 20;

/// Whether the address of a link stands behind its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Addresses {
    Shown,
    Hidden,
}

/// A text that was read.
pub(super) struct Reading<'t> {
    pub(super) events: Vec<Event<'t>>,
    /// What a text that is signed may not have.
    pub(super) faults: Vec<Fault>,
    /// For each byte of the source whether what stands there is shown.
    pub(super) shown: Vec<bool>,
}

/// Reads a text.
pub(super) fn read(text: &str, addresses: Addresses) -> Reading<'_> {
    let mut reader = Reader {
        source: text,
        addresses,
        out: Vec::new(),
        faults: Vec::new(),
        shown: vec![false; text.len()],
        pending: None,
        depth: 0,
        is_code: false,
        link: None,
    };
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        if let Event::Start(Tag::Link { title, id, .. }) = &event
            && title.is_empty()
            && let Some(definition) = events.reference_definitions().get(id)
        {
            reader.show(definition.span.clone());
        }
        reader.take(event, range);
    }
    reader.flush();
    Reading { events: reader.out, faults: reader.faults, shown: reader.shown }
}

struct Reader<'t> {
    source: &'t str,
    addresses: Addresses,
    out: Vec<Event<'t>>,
    faults: Vec<Fault>,
    shown: Vec<bool>,
    /// Text of which more may come, and where it stands.
    pending: Option<(String, Range<usize>)>,
    depth: u32,
    is_code: bool,
    link: Option<Link>,
}

/// A link that is open.
struct Link {
    /// Where its words begin among the events.
    begin: usize,
    /// Where it leads; none where that is nowhere that a page goes.
    address: Option<String>,
}

impl<'t> Reader<'t> {
    fn take(&mut self, event: Event<'t>, range: Range<usize>) {
        let words = match event {
            // An escaped character stands apart, so an address with one is none.
            Event::Text(words) => {
                self.show(range.clone());
                match &mut self.pending {
                    Some((text, place)) if place.end == range.start => {
                        text.push_str(&words);
                        place.end = range.end;
                    }
                    _ => {
                        self.flush();
                        self.pending = Some((words.into_string(), range));
                    }
                }
                return;
            }
            other => {
                self.flush();
                other
            }
        };
        match words {
            Event::Code(words) => {
                self.show(range);
                let words = self.cleaned(&words);
                self.out.push(Event::Code(words));
            }
            Event::Html(words) | Event::InlineHtml(words) => {
                self.show(range);
                let words = self.cleaned(&words);
                self.out.push(Event::Text(words));
            }
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag),
            other => self.out.push(other),
        }
    }

    fn open(&mut self, tag: Tag<'t>, range: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) | Tag::List(_) => {
                self.depth += 1;
                self.out.push(if self.is_deep() { Event::HardBreak } else { Event::Start(tag) });
            }
            Tag::Item => {
                let mark = self.show_mark(range);
                if self.is_deep() {
                    self.out.push(Event::HardBreak);
                    self.out.push(Event::Text(mark.into()));
                } else {
                    self.out.push(Event::Start(tag));
                }
            }
            Tag::Table(columns) => {
                if columns.len() > COLUMNS {
                    self.faults.push(Fault::Columns(columns.len()));
                }
                self.out.push(Event::Start(Tag::Table(columns)));
            }
            Tag::Image { .. } => self.faults.push(Fault::Picture),
            Tag::HtmlBlock => {}
            Tag::CodeBlock(kind) => {
                self.is_code = true;
                if let CodeBlockKind::Fenced(info) = &kind {
                    self.show_language(info, range);
                }
                self.out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let address = self.cleaned(&dest_url);
                let address = match link_type {
                    LinkType::Email => format!("mailto:{address}"),
                    _ => address.into_string(),
                };
                if title.trim().is_empty() {
                    self.show(range);
                } else {
                    self.faults.push(Fault::Title(title.into_string()));
                }
                let leads = leads_out(&address);
                if leads {
                    self.out.push(start_of(address.clone()));
                } else {
                    self.faults.push(Fault::Address(address.clone()));
                }
                self.link = Some(Link { begin: self.out.len(), address: leads.then_some(address) });
            }
            other => self.out.push(Event::Start(other)),
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.out.push(if self.is_deep() { Event::HardBreak } else { Event::End(tag) });
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::Item => {
                if !self.is_deep() {
                    self.out.push(Event::End(tag));
                }
            }
            TagEnd::Image | TagEnd::HtmlBlock => {}
            TagEnd::Link => self.close_link(),
            TagEnd::CodeBlock => {
                self.is_code = false;
                self.out.push(Event::End(tag));
            }
            other => self.out.push(Event::End(other)),
        }
    }

    fn close_link(&mut self) {
        let Some(Link { begin, address: Some(address) }) = self.link.take() else { return };
        let words: String = self.out.get(begin..).unwrap_or_default().iter().map(words_of).collect();
        if !is_seen(&words) {
            self.faults.push(Fault::NoWords(address.clone()));
            self.out.push(Event::Text(address.into()));
            self.out.push(Event::End(TagEnd::Link));
            return;
        }
        self.out.push(Event::End(TagEnd::Link));
        let words = words.trim();
        let is_address = words == address || address.strip_prefix("mailto:") == Some(words);
        if self.addresses == Addresses::Shown && !is_address {
            self.out.push(Event::Text(format!(" ({address})").into()));
        }
    }

    /// Ends the text that has come so far.
    fn flush(&mut self) {
        let Some((text, _)) = self.pending.take() else { return };
        let text = self.cleaned(&text);
        if self.is_code || self.link.is_some() {
            self.out.push(Event::Text(text));
            return;
        }
        for piece in links::find(&text) {
            match piece {
                links::Piece::Text(words) => self.out.push(Event::Text(words.to_owned().into())),
                links::Piece::Link(words, address) => {
                    self.out.push(start_of(address));
                    self.out.push(Event::Text(words.to_owned().into()));
                    self.out.push(Event::End(TagEnd::Link));
                }
            }
        }
    }

    fn cleaned(&mut self, text: &str) -> CowStr<'static> {
        self.faults.extend(text.chars().filter(|letter| turns_direction(*letter)).map(Fault::Direction));
        clean(text).into_owned().into()
    }

    fn show(&mut self, range: Range<usize>) {
        if let Some(bytes) = self.shown.get_mut(range) {
            bytes.fill(true);
        }
    }

    /// True within more quotes and lists than are shown as such.
    fn is_deep(&self) -> bool {
        self.depth > DEEPEST
    }

    /// Shows the number before an item; the answer is what stands for its mark where it cannot have one.
    fn show_mark(&mut self, range: Range<usize>) -> String {
        let item = self.source.get(range.clone()).unwrap_or_default();
        let mark = item.trim_start();
        let blanks = item.len() - mark.len();
        let digits = mark.bytes().take_while(u8::is_ascii_digit).count();
        let shown = match mark.get(..digits) {
            Some(number) if digits > 0 => format!("{number}. "),
            _ => "• ".to_owned(),
        };
        self.show(range.start..range.start + blanks + digits);
        shown
    }

    /// The name of a language behind a fence is no text.
    fn show_language(&mut self, info: &str, range: Range<usize>) {
        let is_name = info.len() <= LANGUAGE
            && info.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-#._".contains(&byte));
        if is_name {
            let block = self.source.get(range.clone()).unwrap_or_default();
            let line = block.find('\n').unwrap_or(block.len());
            self.show(range.start..range.start + line);
        }
    }
}

fn start_of<'e>(address: String) -> Event<'e> {
    Event::Start(Tag::Link {
        link_type: LinkType::Inline,
        dest_url: address.into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    })
}

/// What somebody reads of an event.
pub(super) fn words_of<'e>(event: &'e Event<'_>) -> &'e str {
    match event {
        Event::Text(words) | Event::Code(words) => words,
        Event::SoftBreak | Event::HardBreak => " ",
        _ => "",
    }
}
