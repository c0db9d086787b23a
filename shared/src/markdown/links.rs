//! Addresses: those that may be opened, and those that stand in a text without any markup.

use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use url::Url;

use super::slots;

static FINDER: LazyLock<LinkFinder> = LazyLock::new(LinkFinder::new);

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words.
    Text(&'t str),
    /// An address as it was written, and where it leads.
    Link(&'t str, String),
}

/// The text with the `http`, `https` and email addresses in it.
pub(super) fn find(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut from) = (Vec::new(), 0);
    if text.contains("://") || text.contains('@') {
        for link in FINDER.links(text) {
            let words = trimmed(link.as_str());
            let address = match link.kind() {
                LinkKind::Email => format!("mailto:{words}"),
                _ => words.to_owned(),
            };
            if !leads_out(&address) {
                continue;
            }
            if link.start() > from {
                pieces.push(Piece::Text(&text[from..link.start()]));
            }
            pieces.push(Piece::Link(words, address));
            from = link.start() + words.len();
        }
    }
    if from < text.len() {
        pieces.push(Piece::Text(&text[from..]));
    }
    pieces
}

/// The address without what follows it in scripts that put no blank there.
fn trimmed(found: &str) -> &str {
    let end = found.find(is_wide_punctuation).unwrap_or(found.len());
    if end == found.len() {
        found
    } else {
        found[..end].trim_end_matches(['.', ',', ':', ';', '!', '?', '*'])
    }
}

/// Punctuation beyond ASCII, which addresses write in percent signs.
fn is_wide_punctuation(letter: char) -> bool {
    matches!(
        letter,
        '\u{A1}' | '\u{A7}' | '\u{AB}' | '\u{B6}' | '\u{BB}' | '\u{BF}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{6D4}'
            | '\u{964}'..='\u{965}' | '\u{2018}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{3000}'..='\u{3003}'
            | '\u{3008}'..='\u{301F}' | '\u{FE10}'..='\u{FE6B}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
    )
}

/// True for the addresses that a page leaves: `http`, `https` and `mailto`, whole ones.
pub(super) fn leads_out(address: &str) -> bool {
    let whole = slots::bare(address);
    let lower = whole.to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.strip_prefix(scheme).is_some_and(|rest| !rest.trim().is_empty()))
        && Url::parse(&whole).is_ok_and(|url| url.scheme() == "mailto" || url.has_host())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let link = |piece| match piece {
            Piece::Link(words, _) => Some(words),
            Piece::Text(_) => None,
        };
        find(text).into_iter().filter_map(link).collect()
    }

    #[test]
    fn addresses_end_where_people_end_them() {
        for (text, found) in [
            ("See https://x.example/?a=(1)&b=[2].", vec!["https://x.example/?a=(1)&b=[2]"]),
            ("(https://x.example/a_(b))", vec!["https://x.example/a_(b)"]),
            ("请看https://x.example/a。谢谢", vec!["https://x.example/a"]),
            ("見て（https://x.example/a）、", vec!["https://x.example/a"]),
            ("„https://x.example/Grüße“", vec!["https://x.example/Grüße"]),
            ("Mail a.b@c.example, or http://d.example", vec!["a.b@c.example", "http://d.example"]),
            ("javascript://x.example ftp://x.example www.x.example x://y https://", vec![]),
        ] {
            assert_eq!(links(text), found, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_nothing_else_is_opened(text in "([a-z.,()\\[\\]。 ]|https?://|javascript:|@|é|\u{200B}){0,40}") {
            let pieces = find(&text);
            let whole: String = pieces.iter().map(|piece| match piece { Piece::Text(words) | Piece::Link(words, _) => *words }).collect();
            prop_assert_eq!(&whole, &text);
            for piece in pieces {
                if let Piece::Link(_, address) = piece {
                    prop_assert!(["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme)));
                }
            }
        }
    }
}
