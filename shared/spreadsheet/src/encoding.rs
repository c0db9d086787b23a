//! How the letters of a file are written.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::evidence;

/// A way of writing letters as bytes that spreadsheets use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum Encoding {
    /// What programs write today.
    #[serde(rename = "UTF-8")]
    Utf8,
    /// Excel's "Unicode Text".
    #[serde(rename = "UTF-16LE")]
    Utf16Le,
    /// The same, with the bytes of each unit the other way round.
    #[serde(rename = "UTF-16BE")]
    Utf16Be,
    /// Western Europe, as Excel on Windows writes it.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Western Europe under MS-DOS.
    #[serde(rename = "IBM850")]
    Ibm850,
    /// Western Europe on a Macintosh.
    #[serde(rename = "macintosh")]
    Macintosh,
    /// Central Europe.
    #[serde(rename = "windows-1250")]
    Windows1250,
    /// Cyrillic.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Greek.
    #[serde(rename = "windows-1253")]
    Windows1253,
    /// Turkish.
    #[serde(rename = "windows-1254")]
    Windows1254,
    /// The Baltic languages.
    #[serde(rename = "windows-1257")]
    Windows1257,
    /// Japanese.
    #[serde(rename = "Shift_JIS")]
    ShiftJis,
    /// Simplified Chinese.
    #[serde(rename = "GBK")]
    Gbk,
    /// Traditional Chinese.
    #[serde(rename = "Big5")]
    Big5,
    /// Korean.
    #[serde(rename = "EUC-KR")]
    EucKr,
}

/// Code page 850 from 0x80 on.
const IBM850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

impl Encoding {
    /// All of them, the usual ones first.
    pub const ALL: [Self; 15] = [
        Self::Utf8,
        Self::Windows1252,
        Self::Ibm850,
        Self::Macintosh,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1250,
        Self::Windows1251,
        Self::Windows1253,
        Self::Windows1254,
        Self::Windows1257,
        Self::ShiftJis,
        Self::Gbk,
        Self::Big5,
        Self::EucKr,
    ];

    /// The one whose name the WHATWG gives to `standard`.
    pub(crate) fn of(standard: &'static encoding_rs::Encoding) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.standard() == Some(standard))
    }

    /// The decoder of the WHATWG; code page 850 is none of theirs.
    fn standard(self) -> Option<&'static encoding_rs::Encoding> {
        Some(match self {
            Self::Utf8 => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
            Self::Ibm850 => return None,
            Self::Macintosh => encoding_rs::MACINTOSH,
            Self::Windows1250 => encoding_rs::WINDOWS_1250,
            Self::Windows1251 => encoding_rs::WINDOWS_1251,
            Self::Windows1253 => encoding_rs::WINDOWS_1253,
            Self::Windows1254 => encoding_rs::WINDOWS_1254,
            Self::Windows1257 => encoding_rs::WINDOWS_1257,
            Self::ShiftJis => encoding_rs::SHIFT_JIS,
            Self::Gbk => encoding_rs::GBK,
            Self::Big5 => encoding_rs::BIG5,
            Self::EucKr => encoding_rs::EUC_KR,
        })
    }

    /// The text of a file in this encoding, without its byte order mark. What cannot be read becomes U+FFFD.
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        match self.standard() {
            Some(standard) => standard.decode_with_bom_removal(bytes).0.into_owned(),
            None => {
                let high: Vec<char> = IBM850.chars().collect();
                bytes.iter().map(|byte| letter(&high, *byte)).collect()
            }
        }
    }

    /// What each byte from 0x80 on stands for, where a byte is a letter.
    pub(crate) fn high_letters(self) -> Vec<char> {
        (0x80..=0xFF_u8).map(|byte| self.decode(&[byte]).chars().next().unwrap_or('\u{fffd}')).collect()
    }

    /// The encoding that a file most likely has: its byte order mark says it, or zeros in every other byte, or that it is
    /// valid UTF-8, or what its words look like.
    pub(crate) fn detect(bytes: &[u8]) -> Self {
        let marked = encoding_rs::Encoding::for_bom(bytes).and_then(|(encoding, _)| Self::of(encoding));
        marked
            .or_else(|| unmarked_utf16(bytes))
            .unwrap_or_else(|| if is_utf8(bytes) { Self::Utf8 } else { evidence::of_words(bytes) })
    }
}

fn letter(high: &[char], byte: u8) -> char {
    match byte.checked_sub(0x80) {
        Some(place) => high.get(usize::from(place)).copied().unwrap_or('\u{fffd}'),
        None => char::from(byte),
    }
}

/// True for UTF-8, also where a few bytes are damaged: what one of them makes unreadable is named with its row, rather than
/// every other letter of the file being read as something else. Other encodings do not contain that many valid sequences.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good >= bad
}

fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..bytes.len().min(200)).filter(|head| head.len() >= 4)?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 4;
    match (even > most, odd > most) {
        (false, true) => Some(Encoding::Utf16Le),
        (true, false) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The text as code page 850 writes it.
    pub(crate) fn ibm850(text: &str) -> Vec<u8> {
        let high: Vec<char> = IBM850.chars().collect();
        let byte = |letter: char| match u8::try_from(letter) {
            Ok(byte) if byte < 0x80 => byte,
            _ => 0x80 + u8::try_from(high.iter().position(|each| *each == letter).unwrap()).unwrap(),
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn code_page_850_has_a_letter_for_every_byte() {
        assert_eq!(IBM850.chars().count(), 128);
        assert_eq!(Encoding::Ibm850.decode(&[0x81, 0x94, 0xE1, 0x41, 0x9C]), "üößA£");
    }

    #[test]
    fn names_on_the_wire_are_those_that_earlier_imports_kept() {
        for (encoding, name) in [
            (Encoding::Utf8, "\"UTF-8\""),
            (Encoding::Utf16Le, "\"UTF-16LE\""),
            (Encoding::Windows1252, "\"windows-1252\""),
        ] {
            assert_eq!(serde_json::to_string(&encoding).unwrap(), name);
        }
    }

    #[test]
    fn a_damaged_byte_does_not_change_the_encoding() {
        let damaged = [b"M\xC3\xBCller, J\xC3\xB6rg, Br".as_slice(), b"\xFC", b"hl\n"].concat();
        assert_eq!(Encoding::detect(&damaged), Encoding::Utf8);
        assert_eq!(Encoding::Utf8.decode(&damaged), "Müller, Jörg, Br\u{fffd}hl\n");
    }
}
