//! Folding: what people type and what they look for, brought to one form.
//!
//! Unicode's compatibility decomposition takes off width, ligatures and most accents. It leaves alone what it counts as
//! letters of their own (`ß`, `ł`, `ø`, `ı`), which people type without their stroke or dot: those stand in a table, as
//! in the Latin-ASCII transform of CLDR.

use unicode_normalization::UnicodeNormalization;

/// The folded form of `text`: one for `Straße`, `STRASSE` and `ｓｔｒａｓｓｅ`.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|c| !is_mark(*c) && !is_ignored(*c)) {
        for character in character.to_lowercase() {
            push(&mut folded, character);
        }
    }
    // Marks that are part of the letter come back together: the syllables of Hangul, voiced kana.
    folded.as_str().nfc().collect()
}

/// How the word is spelled on a keyboard without its letters: `Mueller` for `Müller`, `Aase` for `Åse`. `None` where it is
/// spelled with what every keyboard has.
pub(super) fn spelled(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let composed: String = word.nfc().collect();
    let mut spelled = String::with_capacity(composed.len() + 4);
    for c in composed.chars() {
        match c {
            'ä' | 'Ä' => spelled.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => spelled.push_str("oe"),
            'ü' | 'Ü' => spelled.push_str("ue"),
            'å' | 'Å' => spelled.push_str("aa"),
            _ => spelled.push(c),
        }
    }
    (spelled != composed).then_some(spelled)
}

/// True for marks that people leave out: accents, and the vowel points of Hebrew and Arabic. The vowels of Thai, of the
/// scripts of India and the like are marks too, but without them words are others.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        // Hebrew
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}' | '\u{5C7}'
        // Arabic and Syriac
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}'
        | '\u{6EA}'..='\u{6ED}' | '\u{711}' | '\u{730}'..='\u{74A}' | '\u{8D3}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
        // Variation selectors
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// True for what stands inside of words without being read: soft hyphens, joiners, directions, the Arabic stroke that
/// only stretches a word, and letters that stand for an apostrophe.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{180E}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2B9}'..='\u{2BC}')
}

/// Appends a lower-case letter in its plain form.
fn push(folded: &mut String, c: char) {
    let plain = match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'đ' | 'ð' | 'ɖ' | 'ɗ' => "d",
        'ł' | 'ƚ' | 'ɫ' => "l",
        'ø' | 'ɵ' | 'ɔ' => "o",
        'ı' | 'ɨ' => "i",
        'ħ' => "h",
        'ŧ' | 'ƭ' | 'ʈ' => "t",
        'ŋ' | 'ɲ' | 'ƞ' => "n",
        'ƀ' | 'ɓ' => "b",
        'ƈ' | 'ȼ' => "c",
        'ə' | 'ɛ' | 'ǝ' | 'ɇ' => "e",
        'ƒ' => "f",
        'ɠ' | 'ǥ' | 'ɣ' => "g",
        'ȷ' | 'ɉ' => "j",
        'ƙ' | 'ĸ' => "k",
        'ƥ' => "p",
        'ɍ' => "r",
        'ʉ' => "u",
        'ʋ' => "v",
        'ƴ' | 'ɏ' => "y",
        'ƶ' | 'ȥ' => "z",
        // Letters that look otherwise at the end of a word
        'ς' => "σ",
        'ך' => "כ",
        'ם' => "מ",
        'ן' => "נ",
        'ף' => "פ",
        'ץ' => "צ",
        // Arabic and Persian spellings of one letter
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ة' => "ه",
        'ک' => "ك",
        'ґ' => "г",
        _ => "",
    };
    if plain.is_empty() {
        folded.push(digit(c).or_else(|| hiragana(c)).unwrap_or(c));
    } else {
        folded.push_str(plain);
    }
}

/// The same syllable in the other of the two scripts that Japanese has for it.
fn hiragana(katakana: char) -> Option<char> {
    let same = matches!(katakana, '\u{30A1}'..='\u{30F6}' | '\u{30FD}' | '\u{30FE}');
    same.then(|| char::from_u32(u32::from(katakana) - 0x60)).flatten()
}

/// The zeros of scripts with digits of their own; nine more follow each.
const ZEROS: [u32; 17] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20,
    0x1040, 0x17E0,
];

/// The ASCII digit of the same value.
fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS.into_iter().find(|zero| (*zero..*zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fold_to_what_people_type() {
        for (written, folded) in [
            // German
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("Größe", "grosse"),
            // Polish
            ("Łódź", "lodz"),
            ("ZAŻÓŁĆ", "zazolc"),
            // Danish, Norwegian, Swedish
            ("Søren", "soren"),
            ("Smørrebrød", "smorrebrod"),
            ("Ærø", "aero"),
            ("Ångström", "angstrom"),
            // Icelandic
            ("Þórður", "thordur"),
            ("Eyjafjallajökull", "eyjafjallajokull"),
            // French
            ("Œuvre", "oeuvre"),
            ("garçon", "garcon"),
            // Croatian and Vietnamese
            ("Đorđe", "dorde"),
            ("Nguyễn Thị Hường", "nguyen thi huong"),
            ("đường", "duong"),
            // Maltese, Azerbaijani, Romanian, Czech
            ("Ħamrun", "hamrun"),
            ("Bakı şəhəri", "baki seheri"),
            ("Țară", "tara"),
            ("Příliš žluťoučký", "prilis zlutoucky"),
            // Turkish: four letters i, one found by the other
            ("İSTANBUL", "istanbul"),
            ("ıstanbul", "istanbul"),
            ("ISTANBUL", "istanbul"),
            ("Iğdır", "igdir"),
            // Greek: accents, and sigma at the end of a word
            ("Οδυσσεύς", "οδυσσευσ"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
            // Cyrillic
            ("Ёлка", "елка"),
            ("Йогурт", "иогурт"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn words_are_spelled_with_what_every_keyboard_has() {
        for (word, other) in [
            ("Müller", Some("Mueller")),
            ("MU\u{308}NCHEN", Some("MueNCHEN")),
            ("Åse", Some("aase")),
            ("Søren", Some("Soeren")),
            ("Straße", None),
            ("Łódź", None),
            ("Miller", None),
        ] {
            assert_eq!(spelled(word).as_deref(), other, "{word}");
        }
    }

    #[test]
    fn forms_of_one_letter_are_one() {
        for (written, folded) in [
            ("ＡＢＣ１２３", "abc123"),
            ("ﬁle", "file"),
            ("ﾌﾟﾘﾝﾀｰ", "ぷりんたー"),
            ("プリンター", "ぷりんたー"),
            ("ガ ヴ ヶ ヽ", "が ゔ ゖ ゝ"),
            ("e\u{301}", "e"),
            ("が", "が"),
            ("か\u{3099}", "が"),
            ("한국어", "한국어"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("١٢٣", "123"),
            ("๔๕", "45"),
            ("so\u{ad}ft", "soft"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn points_of_hebrew_and_arabic_are_left_out_and_vowels_of_other_scripts_stay() {
        assert_eq!(fold("שָׁלוֹם"), fold("שלום"));
        assert_eq!(fold("مُحَمَّد"), fold("محمد"));
        assert_eq!(fold("أحمد"), fold("احمد"));
        assert_eq!(fold("مـــحمد"), fold("محمد"));
        assert_eq!(fold("مدرسة"), fold("مدرسه"));
        assert_eq!(fold("می\u{200c}خواهم"), fold("میخواهم"));
        assert_ne!(fold("हिन्दी"), fold("हनद"));
        assert_ne!(fold("น้ำ"), fold("นา"));
    }
}
