//! Lines of text: which font has each letter, which way it runs, how wide it is, where it breaks.

use std::cell::RefCell;
use std::collections::HashMap;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::GlyphId as Glyph;
use rustybuzz::{Direction, Face, UnicodeBuffer};
use unicode_bidi::BidiInfo;

use super::fonts::{BOLD, Fonts};

/// Letters of one font and one direction, ready to be drawn.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) font: usize,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In ems.
    pub(super) width: f32,
}

/// One line, from left to right as it is seen.
#[derive(Clone, Default)]
pub struct Line {
    pub(super) runs: Vec<Run>,
    /// In ems: times the size it is points.
    pub width: f32,
    /// True where the text begins at the right.
    pub rtl: bool,
}

/// Makes lines of text.
pub struct Shaper<'f> {
    pub(super) fonts: &'f Fonts,
    faces: Vec<Face<'f>>,
    /// Widths of pieces, regular and bold: the words of a long text are mostly the same few.
    widths: RefCell<[HashMap<String, f32>; 2]>,
}

impl<'f> Shaper<'f> {
    /// With these fonts.
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        // A file that was read as a font is one here too; should it not be, its place must still be kept.
        let faces: Vec<Face<'f>> =
            fonts.0.iter().filter_map(|(bytes, _)| Face::from_slice(bytes, 0)).collect();
        Self { fonts, faces, widths: RefCell::default() }
    }

    /// The text as one line. What no font has is shown as an empty box.
    #[must_use]
    pub fn line(&self, text: &str, bold: bool) -> Line {
        let info = BidiInfo::new(text, None);
        let mut line = Line::default();
        for paragraph in &info.paragraphs {
            line.rtl = paragraph.level.is_rtl();
            let (levels, ranges) = info.visual_runs(paragraph, paragraph.range.clone());
            for range in ranges {
                let rtl = levels.get(range.start).is_some_and(unicode_bidi::Level::is_rtl);
                let mut parts = self.by_font(&text[range], bold);
                if rtl {
                    parts.reverse();
                }
                line.runs.extend(parts.into_iter().filter_map(|(font, part)| self.shape(font, part, rtl)));
            }
        }
        line.width = line.runs.iter().map(|run| run.width).sum();
        line
    }

    /// The text in lines of at most `width` ems, broken between words, else between letters.
    #[must_use]
    pub fn wrap(&self, text: &str, bold: bool, width: f32) -> Vec<Line> {
        text.split('\n').flat_map(|paragraph| self.wrap_paragraph(paragraph, bold, width)).collect()
    }

    fn wrap_paragraph(&self, text: &str, bold: bool, width: f32) -> Vec<Line> {
        let (mut lines, mut begun, mut wide) = (Vec::new(), String::new(), 0.0);
        let mut put = |piece: &str, lines: &mut Vec<Line>| {
            let this = self.width(piece, bold);
            // The blank at a line's end may hang over.
            if wide + self.width(piece.trim_end(), bold) > width && !begun.is_empty() {
                lines.push(self.line(begun.trim_end(), bold));
                begun.clear();
                wide = 0.0;
            }
            begun.push_str(piece);
            wide += this;
        };
        for word in words(text) {
            if self.width(word.trim_end(), bold) <= width {
                put(word, &mut lines);
            } else {
                for letter in word.chars() {
                    put(letter.encode_utf8(&mut [0; 4]), &mut lines);
                }
            }
        }
        lines.push(self.line(begun.trim_end(), bold));
        lines
    }

    /// How wide a piece is, in ems.
    fn width(&self, piece: &str, bold: bool) -> f32 {
        let known = |widths: &[HashMap<String, f32>; 2]| widths[usize::from(bold)].get(piece).copied();
        if let Some(width) = known(&self.widths.borrow()) {
            return width;
        }
        let width = self.line(piece, bold).width;
        self.widths.borrow_mut()[usize::from(bold)].insert(piece.to_owned(), width);
        width
    }

    /// Parts that one font has; a letter that belongs to no script stays with the one before it.
    fn by_font<'t>(&self, text: &'t str, bold: bool) -> Vec<(usize, &'t str)> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for (place, letter) in text.char_indices() {
            let current = parts.last().map(|(font, _)| *font);
            let stays = |font: &usize| !letter.is_alphanumeric() && self.has(*font, letter);
            let font = current.filter(stays).unwrap_or_else(|| self.font_of(letter, bold));
            if current != Some(font) {
                parts.push((font, place));
            }
        }
        let ends = parts.iter().skip(1).map(|(_, begin)| *begin).chain([text.len()]);
        parts.iter().zip(ends).map(|((font, begin), end)| (*font, &text[*begin..end])).collect()
    }

    fn font_of(&self, letter: char, bold: bool) -> usize {
        let usual = usize::from(bold) * BOLD;
        let others = (0..self.faces.len()).filter(|font| *font != BOLD);
        [usual].into_iter().chain(others).find(|font| self.has(*font, letter)).unwrap_or(usual)
    }

    fn has(&self, font: usize, letter: char) -> bool {
        let found = self.faces.get(font).and_then(|face| face.glyph_index(letter));
        found.is_some_and(|glyph| glyph != Glyph(0))
    }

    fn shape(&self, font: usize, text: &str, rtl: bool) -> Option<Run> {
        let face = self.faces.get(font)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let shaped = rustybuzz::shape(face, &[], buffer);
        let em = f32::from(u16::try_from(face.units_per_em()).unwrap_or(1_000));
        let mut begins: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        begins.sort_unstable();
        begins.dedup();
        let end = |begin: usize| begins.iter().find(|other| **other > begin).copied().unwrap_or(text.len());
        #[expect(clippy::cast_precision_loss, reason = "a font's units are small")]
        let part = |units: i32| units as f32 / em;
        let glyphs: Vec<KrillaGlyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, at)| {
                let begin = info.cluster as usize;
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    part(at.x_advance),
                    part(at.x_offset),
                    part(at.y_offset),
                    part(at.y_advance),
                    begin..end(begin),
                    None,
                )
            })
            .collect();
        let width = shaped.glyph_positions().iter().map(|at| part(at.x_advance)).sum();
        Some(Run { font, text: text.to_owned(), glyphs, width })
    }
}

/// Pieces between which a line may break: words with the blank behind them, and each letter of scripts without blanks.
fn words(text: &str) -> Vec<&str> {
    let alone =
        |letter: char| matches!(u32::from(letter), 0x2E80..=0xA4CF | 0xF900..=0xFAFF | 0xFF00..=0xFF60);
    let (mut pieces, mut begin, mut last) = (Vec::new(), 0, None);
    for (place, letter) in text.char_indices() {
        let breaks = last.is_some_and(|last: char| (last == ' ' && letter != ' ') || alone(last));
        if place > begin && (breaks || (alone(letter) && last.is_some_and(char::is_alphanumeric))) {
            pieces.push(&text[begin..place]);
            begin = place;
        }
        last = Some(letter);
    }
    if begin < text.len() {
        pieces.push(&text[begin..]);
    }
    pieces
}
