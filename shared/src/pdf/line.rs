//! Lines of text: which font has each letter, which way it runs, how wide it is, where it breaks.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use krilla::text::{GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, script};
use unicode_bidi::BidiInfo;
use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::{BOLD, Fonts};
use super::rich::{Piece, Rich, Style};
use crate::markdown::is_ignorable;

/// Bytes of a word that may stand in one line: longer ones break between letters, without their width being asked for.
const LONG_WORD: usize = 400;

/// Letters of one font and one direction, ready to be drawn.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) font: usize,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In ems.
    pub(super) width: f32,
    pub(super) style: Style,
}

impl Run {
    /// True where the letters are to be bold and their font is not.
    pub(super) fn is_emboldened(&self) -> bool {
        self.style.bold && self.font != BOLD
    }
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
    /// Read when their font is first needed.
    faces: Vec<OnceCell<Option<Face<'f>>>>,
    /// How a font sets a script in a direction: dearer to find out than to set a word by it.
    plans: RefCell<HashMap<(usize, bool, Script), Rc<ShapePlan>>>,
    /// Widths of pieces, regular and bold: the words of a long text are mostly the same few.
    widths: RefCell<[HashMap<String, f32>; 2]>,
    replaced: Cell<bool>,
}

impl<'f> Shaper<'f> {
    /// With these fonts.
    #[must_use]
    pub fn new(fonts: &'f Fonts) -> Self {
        let faces = (0..fonts.len()).map(|_| OnceCell::new()).collect();
        Self {
            fonts,
            faces,
            plans: RefCell::default(),
            widths: RefCell::default(),
            replaced: Cell::new(false),
        }
    }

    /// The text as one line. A letter that no font draws is given by its number, never as a box.
    #[must_use]
    pub fn line(&self, text: &str, bold: bool) -> Line {
        self.piece(Piece::of(&self.printable(text), &[(0, Style::weight(bold))]))
    }

    /// The text in lines of at most `width` ems, broken between words, else between letters.
    #[must_use]
    pub fn wrap(&self, text: &str, bold: bool, width: f32) -> Vec<Line> {
        self.wrap_piece(Piece::of(&self.printable(text), &[(0, Style::weight(bold))]), width)
    }

    /// As [`Shaper::wrap`], for a text with looks of its own.
    #[must_use]
    pub fn wrap_rich(&self, text: &Rich, width: f32) -> Vec<Line> {
        self.wrap_piece(self.printable_rich(text).all(), width)
    }

    /// How wide the widest line of a text is that nothing breaks but its own line ends, in ems.
    #[must_use]
    pub fn width_of_rich(&self, text: &Rich) -> f32 {
        let text = self.printable_rich(text);
        self.wrap_piece(text.all(), f32::MAX).iter().map(|line| line.width).fold(0.0, f32::max)
    }

    /// True once a letter was given by its number.
    #[must_use]
    pub fn has_replaced(&self) -> bool {
        self.replaced.get()
    }

    fn printable(&self, text: &str) -> String {
        if text.chars().any(|letter| !self.fonts.draws(letter)) {
            self.replaced.set(true);
        }
        self.fonts.printable(text)
    }

    fn printable_rich(&self, text: &Rich) -> Rich {
        let mut rich = Rich::default();
        for (part, style) in text.parts() {
            rich.push(&self.printable(part), style);
        }
        rich
    }

    fn face(&self, font: usize) -> Option<&Face<'f>> {
        let load = || self.fonts.get(font).and_then(|loaded| Face::from_slice(&loaded.bytes, 0));
        self.faces.get(font)?.get_or_init(load).as_ref()
    }

    fn plan(&self, font: usize, face: &Face<'f>, rtl: bool, script: Script) -> Rc<ShapePlan> {
        let make = || {
            let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
            Rc::new(ShapePlan::new(
                face,
                direction,
                Some(script).filter(|script| *script != script::UNKNOWN),
                None,
                &[],
            ))
        };
        Rc::clone(self.plans.borrow_mut().entry((font, rtl, script)).or_insert_with(make))
    }

    fn piece(&self, piece: Piece<'_>) -> Line {
        self.arranged(&BidiInfo::new(piece.text, None), piece, 0..piece.text.len())
    }

    /// One line of a text, in the order and the direction that it has within all of it.
    fn arranged(&self, info: &BidiInfo<'_>, piece: Piece<'_>, range: Range<usize>) -> Line {
        let mut line = Line::default();
        for paragraph in &info.paragraphs {
            let here = paragraph.range.start.max(range.start)..paragraph.range.end.min(range.end);
            if here.is_empty() {
                continue;
            }
            line.rtl = paragraph.level.is_rtl();
            let (levels, ranges) = info.visual_runs(paragraph, here);
            for range in ranges {
                let rtl = levels.get(range.start).is_some_and(unicode_bidi::Level::is_rtl);
                let mut parts: Vec<(usize, &str, Style)> = Vec::new();
                for part in piece.slice(range).parts() {
                    let style = part.style(0);
                    let found = self.by_font(part.text, style.bold).into_iter();
                    parts.extend(found.map(|(font, text)| (font, text, style)));
                }
                if rtl {
                    parts.reverse();
                }
                let shape = |(font, text, style)| self.shape(font, text, style, rtl);
                line.runs.extend(parts.into_iter().filter_map(shape));
            }
        }
        line.width = line.runs.iter().map(|run| run.width).sum();
        line
    }

    fn wrap_piece(&self, piece: Piece<'_>, width: f32) -> Vec<Line> {
        let (mut lines, mut begin) = (Vec::new(), 0);
        for paragraph in piece.text.split('\n') {
            let end = begin + paragraph.len();
            self.wrap_paragraph(piece.slice(begin..end), width, &mut lines);
            begin = end + 1;
        }
        lines
    }

    fn wrap_paragraph(&self, text: Piece<'_>, width: f32, lines: &mut Vec<Line>) {
        // The line that is begun, and where the next word begins.
        let (mut begun, mut at, mut wide) = (0, 0, 0.0);
        // A line has the direction of its paragraph, as on a page, whichever letter it begins with.
        let info = BidiInfo::new(text.text, None);
        let line = |begun: usize, end: usize| {
            let trimmed = text.slice(begun..end).trim_end().text.len();
            self.arranged(&info, text, begun..begun + trimmed)
        };
        let mut put = |length: usize| {
            let next = text.slice(at..at + length);
            let this = self.width(next);
            // The blank at a line's end may hang over.
            if wide + self.width(next.trim_end()) > width && at > begun {
                lines.push(line(begun, at));
                begun = at;
                wide = 0.0;
            }
            at += length;
            wide += this;
        };
        let mut place = 0;
        for word in words(text.text) {
            let whole = text.slice(place..place + word.len());
            place += word.len();
            if word.len() <= LONG_WORD && self.width(whole.trim_end()) <= width {
                put(word.len());
            } else {
                // A letter keeps its marks.
                word.graphemes(true).for_each(|letter| put(letter.len()));
            }
        }
        lines.push(line(begun, text.text.len()));
    }

    /// How wide a piece is, in ems.
    fn width(&self, piece: Piece<'_>) -> f32 {
        piece.parts().map(|part| self.width_of(part.text, part.style(0).bold)).sum()
    }

    /// How wide letters are that look the same, in ems: leaning and lines change nothing of it.
    fn width_of(&self, text: &str, bold: bool) -> f32 {
        let known = |widths: &[HashMap<String, f32>; 2]| widths[usize::from(bold)].get(text).copied();
        if let Some(width) = known(&self.widths.borrow()) {
            return width;
        }
        let width = self.piece(Piece::of(text, &[(0, Style::weight(bold))])).width;
        self.widths.borrow_mut()[usize::from(bold)].insert(text.to_owned(), width);
        width
    }

    /// Parts that one font has; a letter that belongs to no script stays with the one before it.
    fn by_font<'t>(&self, text: &'t str, bold: bool) -> Vec<(usize, &'t str)> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for (place, letter) in text.char_indices() {
            let current = parts.last().map(|(font, _)| *font);
            let stays = |font: &usize| {
                is_ignorable(letter) || (!letter.is_alphanumeric() && self.fonts.has(*font, letter))
            };
            let font = current.filter(stays).unwrap_or_else(|| self.font_of(letter, bold));
            if current != Some(font) {
                parts.push((font, place));
            }
        }
        let ends = parts.iter().skip(1).map(|(_, begin)| *begin).chain([text.len()]);
        parts.iter().zip(ends).map(|((font, begin), end)| (*font, &text[*begin..end])).collect()
    }

    fn font_of(&self, letter: char, bold: bool) -> usize {
        self.fonts.of(letter, bold).unwrap_or(usize::from(bold) * BOLD)
    }

    fn shape(&self, font: usize, text: &str, style: Style, rtl: bool) -> Option<Run> {
        let face = self.face(font)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        let plan = self.plan(font, face, rtl, buffer.script());
        let shaped = rustybuzz::shape_with_plan(face, &plan, buffer);
        let em = f32::from(u16::try_from(face.units_per_em()).unwrap_or(1_000));
        let mut begins: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        begins.sort_unstable();
        begins.dedup();
        let end = |begin: usize| {
            begins.get(begins.partition_point(|other| *other <= begin)).copied().unwrap_or(text.len())
        };
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
        Some(Run { font, text: text.to_owned(), glyphs, width, style })
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

#[cfg(test)]
impl Shaper<'_> {
    pub(super) fn plan_count(&self) -> usize {
        self.plans.borrow().len()
    }

    pub(super) fn longest_measured(&self) -> usize {
        self.widths.borrow().iter().flat_map(HashMap::keys).map(String::len).max().unwrap_or(0)
    }
}
