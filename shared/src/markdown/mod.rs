//! Markdown from people, as HTML that may stand on a page: a short list of elements, no pictures, no scripts, no styles.

mod document;
mod events;
mod html;
mod links;
mod plain;
mod slots;
#[cfg(test)]
mod tests;
mod visible;

pub use document::{Fault, SignedText, to_signed};
pub use plain::{to_plain, to_text};
pub use slots::{fill_slots, slot, without_slots};
pub use visible::{clean, is_ignorable, is_seen, turns_direction};

use events::{Addresses, read};

/// `text` as HTML. Raw HTML in it is shown as text, a picture as its description; links lead to `http`, `https` and
/// `mailto` addresses alone, also those that stand there without markup.
#[must_use]
pub fn to_html(text: &str) -> String {
    html::write(read(text, Addresses::Hidden).events.into_iter())
}
