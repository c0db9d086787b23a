//! Which code page a file has whose bytes are not Unicode, judged by the words that come out of it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::Encoding;

/// What Western spreadsheets write; among equals the first.
const WESTERN: [Encoding; 3] = [Encoding::Windows1252, Encoding::Ibm850, Encoding::Macintosh];
/// Bytes above ASCII that are looked at.
const ENOUGH: usize = 20_000;

/// The most likely code page. The three Western ones share their bytes, so a general detector cannot tell them apart: each
/// reading is scored by how its letters stand in their words. Where none of them reads well it is another script, and
/// there the general detector is good.
pub(crate) fn of_words(bytes: &[u8]) -> Encoding {
    let macintosh_lines = bytes.contains(&b'\r') && !bytes.contains(&b'\n');
    let mut best = (Encoding::Windows1252, i64::MIN);
    let mut count = 0;
    for encoding in WESTERN {
        let (mut points, letters) = score(bytes, &encoding.high_letters());
        if macintosh_lines && encoding == Encoding::Macintosh {
            points += 2;
        }
        if points > best.1 {
            best = (encoding, points);
        }
        count = letters;
    }
    if best.1 * 2 >= count * 3 {
        return best.0;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = Encoding::of(detector.guess(None, Utf8Detection::Deny));
    guessed.filter(|encoding| *encoding != Encoding::Utf8 && !WESTERN.contains(encoding)).unwrap_or(best.0)
}

/// Points of a reading, and how many bytes were looked at.
fn score(bytes: &[u8], high: &[char]) -> (i64, i64) {
    let letter = |at: usize| -> char {
        match bytes.get(at) {
            Some(byte) if *byte < 0x80 => char::from(*byte),
            Some(byte) => high.get(usize::from(*byte - 0x80)).copied().unwrap_or('\u{fffd}'),
            None => ' ',
        }
    };
    let (mut points, mut count) = (0, 0);
    let places = bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0x80).take(ENOUGH);
    for (at, _) in places {
        let before = at.checked_sub(1).map_or(' ', &letter);
        let around = Around { before, after: letter(at + 1), second: letter(at + 2) };
        points += around.points(letter(at));
        // Three letters with marks in a row are rare in Western words, and every word of another script.
        if at >= 2 && bytes[at - 1] >= 0x80 && bytes[at - 2] >= 0x80 {
            points -= 4;
        }
        count += 1;
    }
    (points, count)
}

/// What stands beside a letter.
struct Around {
    before: char,
    after: char,
    second: char,
}

impl Around {
    fn points(&self, letter: char) -> i64 {
        if letter.is_control() || letter == '\u{fffd}' {
            return -20;
        }
        if letter.is_alphabetic() && !matches!(letter, 'ª' | 'º') {
            self.in_word(letter)
        } else {
            self.sign(letter)
        }
    }

    fn in_word(&self, letter: char) -> i64 {
        let (before, after) = (self.before, self.after);
        if !before.is_alphabetic() && !after.is_alphabetic() {
            return -2;
        }
        let inside_a_word = before.is_lowercase() || (before.is_alphabetic() && after.is_lowercase());
        if letter.is_uppercase() && inside_a_word {
            return -6;
        }
        if letter.is_lowercase() && (after.is_uppercase() || (before.is_uppercase() && after.is_uppercase()))
        {
            return -4;
        }
        match letter.to_lowercase().next().unwrap_or(letter) {
            'ç' if !"aouõãAOU".contains(after) => 0,
            // `Weiß`, `Große`: where nothing but an s with a t would stand in another reading.
            'ß' if "aeiouäöü".contains(before) && (!after.is_alphabetic() || "emnt".contains(after)) => 4,
            'ä' | 'ö' | 'ü' | 'ß' | 'é' | 'á' | 'í' | 'ó' | 'ú' | 'ñ' | 'å' | 'ø' | 'æ' | 'ç' => {
                3
            }
            'à' | 'è' | 'ê' | 'â' | 'î' | 'ô' | 'û' | 'ë' | 'ï' | 'ì' | 'ò' | 'ù' | 'õ' | 'ã' | 'œ' => {
                2
            }
            _ => 0,
        }
    }

    fn sign(&self, letter: char) -> i64 {
        let (before, after) = (self.before.is_alphabetic(), self.after.is_alphabetic());
        match (letter, before && after) {
            ('\u{2019}', true) => self.apostrophe(),
            ('·', true) => 1,
            (_, true) => -6,
            ('\u{2018}'..='\u{201E}' | '«' | '»' | '¿' | '¡' | '…' | '®' | '™' | 'º' | 'ª', _) => {
                1
            }
            ('€', _) => 3,
            (
                '£' | '§' | '°' | '–' | '—' | '•' | '©' | '½' | '¼' | '¾' | '²' | '³' | '±' | '×' | '\u{a0}',
                _,
            ) if !before && !after => 2,
            ('─'..='▟' | '■', _) => -6,
            _ => -4,
        }
    }

    /// `D’Angelo`, `Jim’s`, `we’ll`: in English and French text the only mark there is.
    fn apostrophe(&self) -> i64 {
        let ends = |letter: char| !letter.is_alphabetic();
        let english = "stmd".contains(self.after) && ends(self.second)
            || matches!((self.after, self.second), ('l', 'l') | ('r' | 'v', 'e'));
        if english || self.before.is_uppercase() || self.after.is_uppercase() { 4 } else { 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::tests::ibm850;

    const GERMAN: &str = "Firma;Name\r\nMüller & Söhne GmbH;Jörg Weiß\r\nBäckerei Öztürk;Änne Groß\r\n";
    const SPANISH: &str = "Empresa;Nombre\r\nPeña e Hijos;María Núñez\r\nCompañía Andrés;José Sánchez\r\n";
    const FRENCH: &str = "Société;Nom\r\nChâteau Margaux;François Léger\r\nCafé Hélène;Zoé Lefèvre\r\n";

    fn macintosh(text: &str) -> Vec<u8> {
        encoding_rs::MACINTOSH.encode(text).0.into_owned()
    }

    fn windows(text: &str) -> Vec<u8> {
        encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
    }

    #[test]
    fn western_files_are_told_apart_by_their_words() {
        for text in [GERMAN, SPANISH, FRENCH] {
            assert_eq!(Encoding::detect(&windows(text)), Encoding::Windows1252, "{text}");
            assert_eq!(Encoding::detect(&ibm850(text)), Encoding::Ibm850, "{text}");
            assert_eq!(Encoding::detect(&macintosh(text)), Encoding::Macintosh, "{text}");
            let classic = macintosh(&text.replace("\r\n", "\r"));
            assert_eq!(Encoding::detect(&classic), Encoding::Macintosh, "{text}");
        }
    }

    #[test]
    fn one_name_is_enough() {
        for name in ["Müller", "Jörg", "Bär", "Weiß", "Núñez", "García", "Peña"] {
            let text = format!("name,email\n{name},a@b.example\n");
            assert_eq!(Encoding::detect(&windows(&text)), Encoding::Windows1252, "{name}");
            assert_eq!(Encoding::detect(&ibm850(&text)), Encoding::Ibm850, "{name}");
            assert_eq!(Encoding::detect(&macintosh(&text)), Encoding::Macintosh, "{name}");
        }
    }

    #[test]
    fn marks_of_punctuation_are_no_letters_of_a_macintosh() {
        for text in ["Jim’s Diner – Café", "D’Angelo, 12 €", "“Birch” • 20 % – 3 £"] {
            assert_eq!(Encoding::detect(&windows(text)), Encoding::Windows1252, "{text}");
        }
    }

    #[test]
    fn other_scripts_are_left_to_the_general_detector() {
        let russian = "Компания,Имя\nБерёзка,Иван Иванов\nСоюз,Анна Петрова\n";
        let bytes = encoding_rs::WINDOWS_1251.encode(russian).0;
        assert_eq!(Encoding::detect(&bytes), Encoding::Windows1251);
        let japanese = "会社,名前\n株式会社山田,山田太郎\n東京商事,鈴木一郎\n";
        let bytes = encoding_rs::SHIFT_JIS.encode(japanese).0;
        assert_eq!(Encoding::detect(&bytes), Encoding::ShiftJis);
        let polish = "Firma,Nazwisko\nŁódzka Spółka,Żółć Święch\nKraków Łąka,Błażej Wójcik\n";
        let bytes = encoding_rs::WINDOWS_1250.encode(polish).0;
        assert_eq!(Encoding::detect(&bytes), Encoding::Windows1250);
    }
}
