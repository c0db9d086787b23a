//! Which characters of a text can be seen. Markdown asks after its entities are decoded: `&#8238;` is as good as the
//! character itself.

use std::borrow::Cow;

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// Zero-width non-joiner and joiner: spelling in Persian and in the scripts of India, glue between pictographs.
const NON_JOINER: char = '\u{200C}';
const JOINER: char = '\u{200D}';

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

/// True where somebody sees something of the text.
#[must_use]
pub fn is_seen(text: &str) -> bool {
    // The blank of Braille is drawn as nothing and is no white space.
    text.chars().any(|letter| {
        !letter.is_whitespace() && !letter.is_control() && !is_ignorable(letter) && letter != '\u{2800}'
    })
}

/// The text without what cannot be seen: controls, direction overrides, and characters without a look, unless the script
/// beside them needs them. Line ends and tabs stay.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let odd = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t'))
            || matches!(letter, '\u{2028}' | '\u{2029}')
            || is_ignorable(letter)
    };
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let rtl = text.chars().any(is_right_to_left);
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            // What ends a line separates words, whichever character it is.
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            letter
                if !odd(letter)
                    || is_spelling(letter, out.chars().next_back(), letters.peek().copied(), rtl) =>
            {
                out.push(letter);
            }
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// True where an ignorable character belongs to how its neighbors are written.
fn is_spelling(letter: char, before: Option<char>, after: Option<char>, rtl: bool) -> bool {
    let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
    match letter {
        NON_JOINER => both(joins),
        JOINER => {
            both(joins)
                || (before.is_some_and(|before| is_pictograph(before) || before == '\u{FE0F}')
                    && after.is_some_and(is_pictograph))
        }
        '\u{FE0E}' | '\u{FE0F}' => {
            before.is_some_and(is_pictograph)
                || (after == Some('\u{20E3}') && before.is_some_and(|before| before.is_ascii_graphic()))
        }
        '\u{180B}'..='\u{180F}' => before.is_some_and(|before| matches!(before, '\u{1800}'..='\u{18AF}')),
        // Marks, not overrides: in a text that has letters of both directions they put a full stop where it belongs.
        '\u{61C}' | '\u{200E}' | '\u{200F}' => rtl,
        _ => false,
    }
}

/// Letters and marks whose form hangs on their neighbors.
fn joins(letter: char) -> bool {
    matches!(
        letter,
        '\u{0620}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            | '\u{1800}'..='\u{18AF}' | '\u{A840}'..='\u{A8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
    )
}

fn is_pictograph(letter: char) -> bool {
    matches!(
        letter,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21FF}'
            | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{297F}' | '\u{2B00}'..='\u{2BFF}'
            | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}'
    )
}

fn is_right_to_left(letter: char) -> bool {
    matches!(
        letter,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    ) && letter.is_alphabetic()
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
        for nothing in ["", " \n", "\u{200B}", "\u{A0}\u{2003}", "\u{2800}", "\u{FEFF}\u{202E}"] {
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
