//! Characters that cannot be seen: which ones they are, and the few places where a script or an emoji needs one.

use icu_properties::props::{
    CanonicalCombiningClass, DefaultIgnorableCodePoint, Emoji, ExtendedPictographic, GeneralCategory, Script,
};
use icu_properties::{CodePointMapData, CodePointSetData};

const JOINER: char = '\u{200D}';
const NON_JOINER: char = '\u{200C}';
const BLACK_FLAG: char = '\u{1F3F4}';
const TAGS_END: char = '\u{E007F}';
/// The Arabic letter that is written with a joiner where it stands alone, as for the years of the Hijra.
const HEH: char = '\u{647}';

/// True for characters that cannot be seen: controls (line ends and tabs too), marks that turn the reading direction,
/// and everything that Unicode calls default-ignorable. [`without_invisible`] knows where some of them are needed.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFB}')
        // Characters that are none, such as U+FFFE.
        || (u32::from(c) & 0xFFFE) == 0xFFFE
        || matches!(c, '\u{FDD0}'..='\u{FDEF}')
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// Accents that one letter may carry: more than any language writes, and too few to reach the lines beside its own.
const ACCENTS: usize = 4;

/// True for accents that stand above, below or on whatever letter they follow, and pile up there.
fn is_accent(c: char) -> bool {
    let mark = || {
        let category = CodePointMapData::<GeneralCategory>::new().get(c);
        matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark)
    };
    !c.is_ascii() && script_of(c) == Script::Inherited && mark() && !is_invisible(c)
}

/// True where `c` is one accent too many for the letter at the end of `before`.
fn piles_up(before: &str, c: char) -> bool {
    is_accent(c) && before.chars().rev().take_while(|c| is_accent(*c)).take(ACCENTS).count() == ACCENTS
}

/// True where [`without_invisible`] would leave accents out.
pub(crate) fn has_piles(text: &str) -> bool {
    let mut accents = 0;
    !text.is_ascii()
        && text.chars().any(|c| {
            accents = if is_accent(c) { accents + 1 } else { 0 };
            accents > ACCENTS
        })
}

/// `text` without what [`is_invisible`] names, line ends and tabs included. Joiners stay between letters of scripts that
/// write with them and within emoji, variation selectors after what has variants, and the tags of flags in flags. Of
/// accents that are piled on one letter the first four stay.
#[must_use]
pub fn without_invisible(text: &str) -> String {
    filtered(text, |_| false)
}

/// The same, and `keep` stays whatever it is.
pub(crate) fn filtered(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if piles_up(&kept, c) {
        } else if keep(c) || !is_invisible(c) || needed(c, &kept, rest.as_str()) {
            kept.push(c);
        } else if kept.ends_with(BLACK_FLAG)
            && let Some(after) = flag(c, rest.as_str())
        {
            let tags = rest.as_str().len() - after.len();
            kept.push(c);
            kept.push_str(&rest.as_str()[..tags]);
            rest = after.chars();
        }
    }
    kept
}

/// True where the invisible `c` changes how its neighbors look.
fn needed(c: char, before: &str, after: &str) -> bool {
    let next = after.chars().next();
    match c {
        JOINER if pictured(before) => next.is_some_and(pictographic),
        JOINER => {
            let virama = before.chars().next_back().is_some_and(is_virama);
            joins(before, next) || (virama && script(before).is_some()) || before.ends_with(HEH)
        }
        NON_JOINER => joins(before, next),
        // Digits are emoji only as keycaps.
        '\u{FE0E}' | '\u{FE0F}' => before.chars().next_back().is_some_and(|base| {
            let emoji = CodePointSetData::new::<Emoji>().contains(base);
            (emoji && (!base.is_ascii() || next == Some('\u{20E3}'))) || is_han(base)
        }),
        '\u{FE00}' => before
            .chars()
            .next_back()
            .is_some_and(|base| is_han(base) || matches!(script_of(base), Script::Myanmar | Script::PhagsPa)),
        '\u{FE01}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => before.chars().next_back().is_some_and(is_han),
        '\u{180B}'..='\u{180F}' => {
            before.chars().next_back().is_some_and(|base| script_of(base) == Script::Mongolian)
        }
        _ => false,
    }
}

/// The rest after the tags that `first` begins, where they make a flag, such as that of Scotland.
fn flag(first: char, after: &str) -> Option<&str> {
    let tag = |c: char| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}');
    let end = after.find(|c| !tag(c))?;
    (tag(first) && end <= 6 * TAGS_END.len_utf8()).then(|| after[end..].strip_prefix(TAGS_END)).flatten()
}

/// True where `before` ends with a picture, its variation selector or its skin tone.
fn pictured(before: &str) -> bool {
    match before.chars().next_back() {
        Some('\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}') => true,
        Some(last) => pictographic(last),
        None => false,
    }
}

fn pictographic(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

fn is_virama(c: char) -> bool {
    CodePointMapData::<CanonicalCombiningClass>::new().get(c) == CanonicalCombiningClass::Virama
}

fn is_han(c: char) -> bool {
    script_of(c) == Script::Han
}

fn script_of(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// True between two letters of one script that writes with joiners.
fn joins(before: &str, next: Option<char>) -> bool {
    script(before).is_some_and(|script| next.is_some_and(|next| script_of(next) == script))
}

/// The script of the last letter, where that script joins letters or stacks them.
fn script(before: &str) -> Option<Script> {
    let category = CodePointMapData::<GeneralCategory>::new();
    let mark = |c: &char| {
        matches!(category.get(*c), GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark)
            && script_of(*c) == Script::Inherited
    };
    let last = before.chars().rev().find(|c| !mark(c))?;
    let script = script_of(last);
    matches!(
        script,
        Script::Arabic
            | Script::Syriac
            | Script::Mandaic
            | Script::Manichaean
            | Script::Mongolian
            | Script::Nko
            | Script::PhagsPa
            | Script::Adlam
            | Script::HanifiRohingya
            | Script::Devanagari
            | Script::Bengali
            | Script::Gurmukhi
            | Script::Gujarati
            | Script::Oriya
            | Script::Tamil
            | Script::Telugu
            | Script::Kannada
            | Script::Malayalam
            | Script::Sinhala
            | Script::Khmer
            | Script::Myanmar
            | Script::Tibetan
            | Script::Balinese
            | Script::Javanese
            | Script::Sundanese
            | Script::Lepcha
            | Script::Limbu
            | Script::MeeteiMayek
    )
    .then_some(script)
}

#[cfg(test)]
mod tests {
    #[test]
    fn sec_33_accents_do_not_pile_up_over_other_lines() {
        let pile = "\u{30D}\u{30E}\u{304}\u{305}\u{33F}\u{311}\u{306}";
        for (text, kept) in [
            (
                format!("Z{pile}al{pile}go"),
                "Z\u{30D}\u{30E}\u{304}\u{305}al\u{30D}\u{30E}\u{304}\u{305}go".to_owned(),
            ),
            (format!("\u{4E2D}{}", "\u{20DD}".repeat(9)), format!("\u{4E2D}{}", "\u{20DD}".repeat(4))),
            // Vietnamese, Hebrew, Arabic, Tibetan and a keycap.
            ("u\u{31B}\u{309}".into(), "u\u{31B}\u{309}".into()),
            ("\u{5E9}\u{5C1}\u{5B8}\u{591}".into(), "\u{5E9}\u{5C1}\u{5B8}\u{591}".into()),
            ("\u{644}\u{651}\u{64E}\u{670}".into(), "\u{644}\u{651}\u{64E}\u{670}".into()),
            (
                "\u{F67}\u{FB1}\u{FB3}\u{FBA}\u{FBC}\u{FBB}\u{F82}".into(),
                "\u{F67}\u{FB1}\u{FB3}\u{FBA}\u{FBC}\u{FBB}\u{F82}".into(),
            ),
            ("1\u{FE0F}\u{20E3}".into(), "1\u{FE0F}\u{20E3}".into()),
        ] {
            assert_eq!(without_invisible(&text), kept, "{text:?}");
            assert_eq!(has_piles(&text), text != kept, "{text:?}");
        }
    }

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sec_33_what_cannot_be_seen_is_named_and_removed() {
        for hidden in [
            '\0',
            '\u{7}',
            '\u{7f}',
            '\u{85}',
            '\u{AD}',
            '\u{34F}',
            '\u{61C}',
            '\u{115F}',
            '\u{1160}',
            '\u{17B4}',
            '\u{17B5}',
            '\u{180B}',
            '\u{180E}',
            '\u{200B}',
            '\u{200C}',
            '\u{200D}',
            '\u{200E}',
            '\u{200F}',
            '\u{2028}',
            '\u{2029}',
            '\u{202A}',
            '\u{202B}',
            '\u{202C}',
            '\u{202D}',
            '\u{202E}',
            '\u{2060}',
            '\u{2061}',
            '\u{2064}',
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}',
            '\u{206A}',
            '\u{206F}',
            '\u{3164}',
            '\u{FE00}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{FFA0}',
            '\u{FFF9}',
            '\u{FFFB}',
            '\u{FFFE}',
            '\u{1D173}',
            '\u{1BCA0}',
            '\u{E0001}',
            '\u{E0020}',
            '\u{E0041}',
            '\u{E007F}',
            '\u{E0100}',
            '\u{E01EF}',
        ] {
            assert!(is_invisible(hidden), "{hidden:?}");
            assert_eq!(without_invisible(&format!("da{hidden}na")), "dana", "{hidden:?}");
            assert_eq!(without_invisible(&format!("{hidden}d{hidden}")), "d", "{hidden:?}");
        }
        for seen in
            ['a', 'ß', ' ', '\u{A0}', '\u{3000}', '\u{301}', 'ा', '👍', '\u{FFFD}', '\u{E000}', '\u{600}']
        {
            assert!(!is_invisible(seen), "{seen:?}");
        }
    }

    #[test]
    fn scripts_and_emoji_keep_what_they_are_written_with() {
        for whole in [
            "می‌خواهم",
            "نامه‌ای",
            "۱۴۴۶ ه‍",
            "क्‍ष",
            "क्‌ष",
            "ශ්‍රී ලංකා",
            "അവന്‍",
            "ন্‍য",
            "👩‍👧",
            "👨🏽‍💻",
            "🏳️‍🌈",
            "❤️‍🔥",
            "☺️",
            "☎︎",
            "1️⃣",
            "#️⃣",
            "葛\u{E0100}城市",
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            "ᠮᠣᠩᠭᠣᠯ\u{180E}ᠠ",
            "⚕️",
            "👩🏻‍⚕️",
        ] {
            assert_eq!(without_invisible(whole), whole, "{whole}");
        }
    }

    #[test]
    fn sec_33_what_is_needed_in_one_place_is_gone_in_another() {
        for (hidden, seen) in [
            ("da\u{200D}na", "dana"),
            ("Gru\u{200C}ppe", "Gruppe"),
            ("می\u{200C}", "می"),
            ("\u{200C}می", "می"),
            ("می\u{200C}\u{200C}خواهم", "می\u{200C}خواهم"),
            ("👩\u{200D}", "👩"),
            ("👩\u{200D}\u{200D}👧", "👩\u{200D}👧"),
            ("a\u{FE0F}", "a"),
            ("Acme 1\u{FE0F}", "Acme 1"),
            ("☺\u{FE0F}\u{FE0F}", "☺\u{FE0F}"),
            ("🏴\u{E0067}", "🏴"),
            ("🏴\u{E0067}\u{E0062}x", "🏴x"),
            ("x\u{E0067}\u{E007F}", "x"),
        ] {
            assert_eq!(without_invisible(hidden), seen, "{hidden:?}");
        }
    }

    proptest! {
        #[test]
        fn sec_33_removing_twice_changes_nothing(text in "([\u{200B}-\u{200F}\u{FE0E}\u{FE0F}\u{E0061}-\u{E0063}\u{E007F}]|[🏴👩☺]|[aم ي\u{301}क्ष]|\\PC){0,30}") {
            let once = without_invisible(&text);
            prop_assert_eq!(&without_invisible(&once), &once);
        }
    }
}
