//! Which characters of a text can be seen. Markdown asks after its entities are decoded: `&#8238;` is as good as the
//! character itself.

use std::borrow::Cow;

use icu_properties::props::{BidiClass, DefaultIgnorableCodePoint};
use icu_properties::{CodePointMapData, CodePointSetData};

use crate::http::{ends_line, filtered, has_piles, is_invisible};

/// True for characters without a look of their own: Unicode's `Default_Ignorable_Code_Point`.
#[must_use]
pub fn is_ignorable(letter: char) -> bool {
    !letter.is_ascii() && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(letter)
}

/// True for characters that turn the direction of the text around them: they make one text look like another.
#[must_use]
pub fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// True where somebody sees something of the text: an accent alone is no letter.
#[must_use]
pub fn is_seen(text: &str) -> bool {
    // The blank of Braille is drawn as nothing and is no white space.
    text.chars().any(|letter| {
        !letter.is_whitespace()
            && !letter.is_control()
            && !is_ignorable(letter)
            && !unicode_normalization::char::is_combining_mark(letter)
            && letter != '\u{2800}'
    })
}

/// The text without what cannot be seen, by the rules for all text ([`crate::http::without_invisible`]). Line ends and tabs
/// stay; other characters that end a line become blanks, so that no words are joined.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t');
    if !text.contains(|c| is_invisible(c) && !stays(c)) && !has_piles(text) {
        return Cow::Borrowed(text);
    }
    let blanks: String = text.chars().map(|c| if ends_line(c) && !stays(c) { ' ' } else { c }).collect();
    // Marks, not overrides: in a text that has letters of both directions they put a full stop where it belongs.
    let right_to_left = text.chars().any(is_right_to_left);
    let mark = |c: char| right_to_left && matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}');
    Cow::Owned(filtered(&blanks, |c| stays(c) || mark(c)))
}

fn is_right_to_left(letter: char) -> bool {
    let class = CodePointMapData::<BidiClass>::new().get(letter);
    letter.is_alphabetic() && matches!(class, BidiClass::RightToLeft | BidiClass::ArabicLetter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sec_33_only_what_a_script_needs_stays_of_what_cannot_be_seen() {
        for (text, cleaned) in [
            ("in\u{200B}visible\u{AD} \u{202E}0001\u{202C}", "invisible 0001"),
            ("a\u{2028}b\u{85}c\u{0}d", "a b cd"),
            ("fee\u{200E}: 1\u{200F}0", "fee: 10"),
            ("\u{3164}\u{115F}\u{E0041}\u{FE0F}x", "x"),
            // Persian and Hindi are spelled with them.
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("क्\u{200D}ष", "क्\u{200D}ष"),
            ("شركة Acme!\u{200F}", "شركة Acme!\u{200F}"),
            (
                "\u{2764}\u{FE0F} \u{1F469}\u{200D}\u{1F4BB} 1\u{FE0F}\u{20E3}",
                "\u{2764}\u{FE0F} \u{1F469}\u{200D}\u{1F4BB} 1\u{FE0F}\u{20E3}",
            ),
        ] {
            assert_eq!(clean(text), cleaned, "{text:?}");
        }
        for nothing in
            ["", " \n", "\u{200B}", "\u{A0}\u{2003}", "\u{2800}", "\u{FEFF}\u{202E}", "\u{301}", " \u{20DD}"]
        {
            assert!(!is_seen(nothing), "{nothing:?}");
        }
        assert!(is_seen("\u{200B}."));
    }

    proptest! {
        #[test]
        fn sec_33_cleaning_is_done_once_and_turns_nothing(text in "[ -~\u{80}-\u{600}\u{200B}-\u{206F}\u{FE0F}\u{1F600}\u{0627}]{0,40}") {
            let once = clean(&text).into_owned();
            prop_assert!(!once.contains(turns_direction), "{once:?}");
            prop_assert_eq!(clean(&once).into_owned(), once);
        }
    }
}
