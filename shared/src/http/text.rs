//! Text from people: normalized, cleaned of what cannot be seen, and measured in Unicode characters (scalar values).
//!
//! The browser does the same in `portal/src/util/clean.ts`; both are tested with the same vectors.

mod email;
mod invisible;

pub use email::{Address, AddressError, email, host};
pub(crate) use invisible::{filtered, has_piles};
pub use invisible::{is_invisible, without_invisible};

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::problem::Fields;

/// One line: NFC, trimmed, white space and line ends become single blanks, nothing invisible.
#[must_use]
pub fn clean_line(text: &str) -> String {
    // Most of what machines send is clean already.
    let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let visible = if plain {
        Cow::Borrowed(text)
    } else {
        let blank: String = text.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
        Cow::Owned(stable(&blank, |_| false))
    };
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Several lines: NFC, trimmed, every kind of line end becomes `\n`, nothing invisible but tabs and line ends.
#[must_use]
pub fn clean_text(text: &str) -> String {
    let unified = text.replace("\r\n", "\n");
    let one = |c| match c {
        _ if ends_line(c) => '\n',
        _ if annotates(c) => ' ',
        _ => c,
    };
    let unified: String = unified.chars().map(one).collect();
    stable(&unified, |c| matches!(c, '\n' | '\t')).trim_matches(is_blank).to_owned()
}

/// Line ends of every system: also vertical tab, form feed, next line, and Unicode's separators.
pub(crate) fn ends_line(c: char) -> bool {
    matches!(c, '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space, the Braille pattern without dots, and what parts a word from its annotation.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}' || annotates(c)
}

/// Marks around an annotation: the words beside them are words of their own.
fn annotates(c: char) -> bool {
    matches!(c, '\u{FFF9}'..='\u{FFFB}')
}

/// NFC without what is invisible. Removing a mark can bring two together that compose, so it is done twice.
fn stable(text: &str, keep: impl Fn(char) -> bool + Copy) -> String {
    let once: String = invisible::filtered(&text.nfc().collect::<String>(), keep).nfc().collect();
    invisible::filtered(&once, keep).nfc().collect()
}

/// Characters of a text as limits count them.
#[must_use]
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// A required line of at most `most` characters; what is wrong goes to `fields`.
pub fn line(fields: &mut Fields, field: &str, text: &str, most: usize) -> String {
    measured(fields, field, clean_line(text), 1, most)
}

/// A line that may be absent or empty; `None` then.
pub fn optional_line(fields: &mut Fields, field: &str, text: Option<&str>, most: usize) -> Option<String> {
    let cleaned = measured(fields, field, clean_line(text?), 0, most);
    (!cleaned.is_empty()).then_some(cleaned)
}

/// A required text of several lines and at most `most` characters.
pub fn text(fields: &mut Fields, field: &str, text: &str, least: usize, most: usize) -> String {
    measured(fields, field, clean_text(text), least, most)
}

fn measured(fields: &mut Fields, field: &str, cleaned: String, least: usize, most: usize) -> String {
    let length = length(&cleaned);
    if length < least {
        fields.add(field, "Please fill this in.");
    } else if length > most {
        fields.add(field, format!("Use at most {most} characters; this has {length}."));
    }
    cleaned
}

/// Characters of a phone number at most.
pub const PHONE_LENGTH: usize = 40;

/// True where a text may be a phone number.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || " +-/().".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_beside_an_annotation_stay_apart() {
        let typed = "Pay \u{FFF9}100\u{FFFA}hundred\u{FFFB}now";
        assert_eq!(clean_line(typed), "Pay 100 hundred now");
        assert_eq!(clean_text(typed), "Pay  100 hundred now");
    }

    #[test]
    fn every_kind_of_line_end_separates_and_nothing_glues() {
        for end in ["\n", "\r", "\r\n", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}"] {
            let typed = format!("Pay{end}100 EUR{end}200 EUR{end}");
            assert_eq!(clean_text(&typed), "Pay\n100 EUR\n200 EUR", "{end:?}");
            assert_eq!(clean_line(&typed), "Pay 100 EUR 200 EUR", "{end:?}");
        }
        assert_eq!(clean_text("a\r\n\r\nb\tc"), "a\n\nb\tc");
        assert_eq!(clean_line("a\u{A0}b\u{3000}c\u{2800}d\te"), "a b c d e");
        assert_eq!(clean_text(" \u{2800}\u{3164}\n "), "", "what nobody sees is nothing");
    }

    #[test]
    fn sec_33_lines_and_texts_hold_nothing_invisible() {
        assert_eq!(clean_line("da\u{200B}na\u{AD} \u{202E}x\u{FE0F}\u{E0041}"), "dana x");
        assert_eq!(clean_text("da\u{200B}na\u{AD}\n\u{202E}x\u{FE0F}\u{E0041}"), "dana\nx");
        assert_eq!(clean_line("a\u{34F}\u{308}"), "ä", "composed once nothing stands between");
        assert_eq!(clean_line("👩‍👧 می‌خواهم"), "👩‍👧 می‌خواهم");
    }

    proptest! {
        #[test]
        fn cleaning_is_done_once_and_leaves_no_controls(text in prop_oneof![
            any::<String>(),
            "([a \u{301}\u{308}\u{345}\u{34F}\u{200B}-\u{200F}\u{2028}\u{2029}\u{FE0F}\u{85}\r\n\t]|[مکیक्ष👩👧]){0,40}",
        ]) {
            let once = clean_line(&text);
            prop_assert_eq!(&clean_line(&once), &once);
            prop_assert!(!once.chars().any(char::is_control));
            let several = clean_text(&text);
            prop_assert_eq!(&clean_text(&several), &several);
            prop_assert!(!several.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
        }

        #[test]
        fn words_stay_apart(words in prop::collection::vec("[a-z]{1,5}", 1..8), end in "[\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029}]") {
            let typed = words.join(&end);
            prop_assert_eq!(clean_text(&typed), words.join("\n"));
            prop_assert_eq!(clean_line(&typed), words.join(" "));
        }
    }
}
