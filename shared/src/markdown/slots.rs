//! Places in a text that are filled after it has become HTML: what stands in them then changes nothing of how the text
//! around them is set. In markdown a slot is a name between two private characters, which no text keeps otherwise.

use std::borrow::Cow;

/// Begins a slot, in markdown and in the text of HTML.
const OPEN: char = '\u{F0000}';
/// Ends one.
const CLOSE: char = '\u{F0001}';
/// Begins one in the address of a link.
const IN_ADDRESS: char = '\u{F0002}';

/// A slot as it is written into markdown. Names are letters, digits and `_`.
#[must_use]
pub fn slot(name: &str) -> String {
    format!("{OPEN}{name}{CLOSE}")
}

/// The text without characters that could be taken for slots.
#[must_use]
pub fn without_slots(text: &str) -> Cow<'_, str> {
    let own = [OPEN, CLOSE, IN_ADDRESS];
    if text.contains(own) { Cow::Owned(text.replace(own, "")) } else { Cow::Borrowed(text) }
}

/// The text with the names of its slots and without their marks: for judging it.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    without_slots(text)
}

/// The HTML with its slots filled by text; those without a value show `{{name}}`.
#[must_use]
pub fn fill_slots<'v>(html: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find([OPEN, IN_ADDRESS]) {
        let (before, slot) = rest.split_at(open);
        out.push_str(before);
        let in_address = slot.starts_with(IN_ADDRESS);
        let inner = slot.trim_start_matches([OPEN, IN_ADDRESS]);
        let (name, after) = inner.split_once(CLOSE).unwrap_or((inner, ""));
        let written = match value(name) {
            Some(value) => Cow::Borrowed(value),
            None => Cow::Owned(format!("{{{{{name}}}}}")),
        };
        if in_address {
            push_address(&mut out, &written);
        } else {
            push_text(&mut out, &written);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Text as it stands between tags.
fn push_text(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}

/// Text as it stands in an attribute that holds an address: what an address may hold stays, so that it leads where the
/// page says.
fn push_address(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            byte if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$()*+,;=%".contains(&byte) => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// Marks of slots for the addresses of one text: letters that a cleaner of HTML leaves as they are.
pub(super) struct Stand(String);

impl Stand {
    /// Marks that stand nowhere in `all`.
    pub(super) fn beside(all: &str) -> Self {
        let mut number = 0_u32;
        loop {
            let mark = format!("zv{number}q");
            if !all.contains(&mark) {
                return Self(mark);
            }
            number = number.saturating_add(1);
        }
    }

    /// The address with its slots written in letters.
    pub(super) fn hide(&self, address: &str) -> String {
        address.replace(OPEN, &format!("{}o", self.0)).replace(CLOSE, &format!("{}c", self.0))
    }

    /// The HTML with the slots of its addresses again.
    pub(super) fn show(&self, html: &str) -> String {
        html.replace(&format!("{}o", self.0), &IN_ADDRESS.to_string())
            .replace(&format!("{}c", self.0), &CLOSE.to_string())
    }
}

/// True where the text has a slot.
pub(super) fn has_slot(text: &str) -> bool {
    text.contains(OPEN)
}
