//! Markdown without markup.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events::{Addresses, read};

/// `text` without markup for readers who see no HTML: paragraphs apart, points with a dash, links with their address.
#[must_use]
pub fn to_plain(text: &str) -> String {
    let mut plain = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut first_cell = true;
    for event in read(text, Addresses::Shown).events {
        match event {
            Event::Text(words) | Event::Code(words) => plain.push_str(&words),
            Event::SoftBreak => plain.push(' '),
            Event::HardBreak | Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => {
                plain.push('\n');
            }
            Event::Start(Tag::List(first)) => {
                plain.push('\n');
                lists.push(first);
            }
            Event::Start(Tag::Item) => {
                let point = match lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                plain.push_str(&point);
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => first_cell = true,
            Event::Start(Tag::TableCell) if std::mem::take(&mut first_cell) => {}
            Event::Start(Tag::TableCell) => plain.push_str(" | "),
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                plain.push('\n');
            }
            Event::Rule
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) => {
                plain.push_str("\n\n");
            }
            _ => {}
        }
    }
    let mut lines: Vec<&str> = plain.lines().map(str::trim_end).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines.join("\n").trim().to_owned()
}

/// The beginning of `text` without markup, in one line of at most `most` characters; cut at a word, with an ellipsis.
#[must_use]
pub fn to_text(text: &str, most: usize) -> String {
    let mut plain = String::new();
    for event in read(text, Addresses::Hidden).events {
        match event {
            Event::Text(words) | Event::Code(words) => plain.push_str(&words),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableCell,
            ) => plain.push(' '),
            _ => {}
        }
        // White space goes, so somewhat more is read than is kept.
        if plain.len() > most.saturating_mul(8) {
            break;
        }
    }
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    let room = line.char_indices().nth(most.saturating_sub(1)).map_or(0, |(place, _)| place);
    let cut = line[..end].rfind(' ').filter(|place| *place > 0 && *place <= room).unwrap_or(room);
    format!("{}…", &line[..cut])
}
