//! The fonts: a folder of files that travels with the program, and which letters they can draw.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use krilla::text::Font;
use rustybuzz::ttf_parser::Face;

use crate::markdown::is_ignorable;

/// The files in the order in which a letter is looked for; the bold one serves what is bold. `docs/documents.md` names
/// the scripts.
const FILES: [&str; 31] = [
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansArmenian-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGujarati-Regular.ttf",
    "NotoSansOriya-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansTelugu-Regular.ttf",
    "NotoSansKannada-Regular.ttf",
    "NotoSansMalayalam-Regular.ttf",
    "NotoSansSinhala-Regular.ttf",
    "NotoSansLao-Regular.ttf",
    "NotoSansKhmer-Regular.ttf",
    "NotoSansMyanmar-Regular.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansCherokee-Regular.ttf",
    "NotoSansCanadianAboriginal-Regular.ttf",
    "NotoSansTifinagh-Regular.ttf",
    "NotoSansSyriac-Regular.ttf",
    "NotoSansThaana-Regular.ttf",
    "NotoSerifTibetan-Regular.ttf",
    "NotoSansMongolian-Regular.ttf",
    "DroidSansFallbackFull.ttf",
    // Behind it: its Chinese letters are blank.
    "NanumSquareR.ttf",
    "NotoSansSymbols2-Regular.ttf",
];
/// Place of the bold one among them.
pub(super) const BOLD: usize = 1;
/// Letters that a message names at most.
const NAMED: usize = 8;

/// The fonts. Which letters one draws is read when the fonts before it lack a letter, and the file itself when something
/// is first drawn with it: a process reads and holds those alone that its texts need.
pub struct Fonts(Vec<FontFile>);

struct FontFile {
    path: PathBuf,
    /// Ranges of letters that it draws, in their order.
    letters: OnceLock<Vec<(char, char)>>,
    loaded: OnceLock<Option<Loaded>>,
}

/// A font that is in use.
pub(super) struct Loaded {
    pub(super) bytes: Arc<Vec<u8>>,
    pub(super) font: Font,
}

/// Why the fonts cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// A file cannot be read.
    #[error("font {0}: {1}")]
    Unreadable(PathBuf, std::io::Error),
}

impl Fonts {
    /// The fonts of a folder, where all of them are there. Blocks.
    pub fn load(folder: &Path) -> Result<Self, FontError> {
        let load = |name: &&str| {
            let path = folder.join(name);
            match std::fs::metadata(&path) {
                Ok(_) => Ok(FontFile { path, letters: OnceLock::new(), loaded: OnceLock::new() }),
                Err(error) => Err(FontError::Unreadable(path, error)),
            }
        };
        FILES.iter().map(load).collect::<Result<_, _>>().map(Self)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// A font, for drawing. Nothing where its file has gone since: see [`Fonts::is_whole`]. Blocks when it is first asked
    /// for.
    pub(super) fn get(&self, place: usize) -> Option<&Loaded> {
        let file = self.0.get(place)?;
        let load = || {
            let bytes = Arc::new(std::fs::read(&file.path).ok()?);
            let font = Font::new(Arc::clone(&bytes).into(), 0)?;
            Some(Loaded { bytes, font })
        };
        file.loaded.get_or_init(load).as_ref()
    }

    /// False where a font was asked for and could not be had: what was drawn lacks letters.
    pub(super) fn is_whole(&self) -> bool {
        self.0.iter().all(|file| file.loaded.get().is_none_or(Option::is_some))
    }

    /// The first font that draws the letter.
    pub(super) fn of(&self, letter: char, bold: bool) -> Option<usize> {
        let usual = usize::from(bold) * BOLD;
        let others = (0..self.0.len()).filter(|font| *font != BOLD);
        [usual].into_iter().chain(others).find(|font| self.has(*font, letter))
    }

    /// True where that font draws the letter.
    pub(super) fn has(&self, font: usize, letter: char) -> bool {
        self.0.get(font).is_some_and(|file| {
            let letters = file.letters.get_or_init(|| letters_of(&file.path));
            let after = letters.partition_point(|(first, _)| *first <= letter);
            after.checked_sub(1).and_then(|place| letters.get(place)).is_some_and(|(_, last)| letter <= *last)
        })
    }

    /// True where a reader sees the letter on paper as it is, or sees nothing of it anywhere.
    #[must_use]
    pub fn draws(&self, letter: char) -> bool {
        letter.is_whitespace()
            || letter.is_control()
            || is_ignorable(letter)
            || self.of(letter, false).is_some()
    }

    /// The letters of the text that no font draws, each once: a sentence that names them, or nothing.
    #[must_use]
    pub fn undrawn(&self, text: &str) -> Option<String> {
        let mut missing: Vec<char> = Vec::new();
        for letter in text.chars().filter(|letter| !self.draws(*letter)) {
            if !missing.contains(&letter) {
                missing.push(letter);
            }
            if missing.len() > NAMED {
                break;
            }
        }
        if missing.is_empty() {
            return None;
        }
        let name = |letter: &char| format!("{letter} (U+{:04X})", u32::from(*letter));
        let names: Vec<String> = missing.iter().take(NAMED).map(name).collect();
        let more = if missing.len() > NAMED { " and others" } else { "" };
        Some(format!(
            "These characters cannot be printed: {}{more}. Please write it without them.",
            names.join(", ")
        ))
    }

    /// The text as it can be printed: letters that no font draws are given by their number, `[U+1F600]`, and blanks of
    /// other widths become usual ones.
    #[must_use]
    pub fn printable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '\n' => out.push('\n'),
                '\t' => out.push_str("    "),
                letter if letter.is_whitespace() => out.push(if letter == '\u{A0}' { letter } else { ' ' }),
                letter if letter.is_control() => {}
                letter if self.draws(letter) => out.push(letter),
                letter => out.push_str(&format!("[U+{:04X}]", u32::from(letter))),
            }
        }
        out
    }
}

/// What a file draws: nothing where it cannot be read, so that its letters are refused instead of missing on paper.
fn letters_of(path: &Path) -> Vec<(char, char)> {
    let read = std::fs::read(path).map_err(|error| error.to_string());
    let letters = read
        .and_then(|bytes| Face::parse(&bytes, 0).map(|face| drawn(&face)).map_err(|error| error.to_string()));
    letters.unwrap_or_else(|error| {
        tracing::error!(font = %path.display(), error, "a font cannot be read: its letters count as missing");
        Vec::new()
    })
}

/// The letters that a font has a picture of: some fonts know a letter and draw nothing.
fn drawn(face: &Face<'_>) -> Vec<(char, char)> {
    let mut letters: Vec<char> = Vec::new();
    // The last is the largest: tables stand in the order of what they can hold.
    let tables = face.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
    if let Some(table) = tables.filter(rustybuzz::ttf_parser::cmap::Subtable::is_unicode).last() {
        table.codepoints(|code| {
            let Some(letter) = char::from_u32(code) else { return };
            let Some(glyph) = table.glyph_index(code).filter(|glyph| glyph.0 != 0) else { return };
            if letter.is_whitespace() || face.glyph_bounding_box(glyph).is_some() {
                letters.push(letter);
            }
        });
    }
    letters.sort_unstable();
    letters.dedup();
    let mut ranges: Vec<(char, char)> = Vec::new();
    for letter in letters {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(letter) => *last = letter,
            _ => ranges.push((letter, letter)),
        }
    }
    ranges
}
