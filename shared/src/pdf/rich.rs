//! Text whose parts look differently: bold, slanted, struck through, code.

use std::ops::Range;

/// How a part of a text looks, besides its size and colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Bold: by a font of its own, else by a heavier line around the letters.
    pub bold: bool,
    /// Slanted: by leaning the upright letters.
    pub italic: bool,
    /// Struck through.
    pub struck: bool,
    /// Of a program or its settings: on a ground of its own.
    pub code: bool,
}

impl Style {
    /// Bold or not, and nothing else.
    #[must_use]
    pub fn weight(bold: bool) -> Self {
        Self { bold, ..Self::default() }
    }
}

/// A text with its looks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rich {
    text: String,
    /// From which byte on it looks how: in their order, the first from the first byte on.
    marks: Vec<(usize, Style)>,
}

impl Rich {
    /// A text that looks the same throughout.
    #[must_use]
    pub fn plain(text: &str, style: Style) -> Self {
        let mut rich = Self::default();
        rich.push(text, style);
        rich
    }

    /// Adds a part.
    pub fn push(&mut self, text: &str, style: Style) {
        if !text.is_empty() && self.marks.last().is_none_or(|(_, last)| *last != style) {
            self.marks.push((self.text.len(), style));
        }
        self.text.push_str(text);
    }

    /// The letters.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The parts, each with its look.
    pub fn parts(&self) -> impl Iterator<Item = (&str, Style)> {
        self.all().parts().map(|part| (part.text, part.style(0)))
    }

    /// Without blanks and line breaks at both ends.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let blank = |letter: char| letter == '\n' || letter == ' ';
        let begin = self.text.len() - self.text.trim_start_matches(blank).len();
        let end = self.text.trim_end_matches(blank).len().max(begin);
        let mut rich = Self::default();
        for part in self.all().slice(begin..end).parts() {
            rich.push(part.text, part.style(0));
        }
        rich
    }

    pub(super) fn all(&self) -> Piece<'_> {
        Piece { text: &self.text, from: 0, marks: &self.marks }
    }
}

/// A piece of a text with its looks.
#[derive(Clone, Copy)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    /// Where it begins in the whole.
    from: usize,
    marks: &'t [(usize, Style)],
}

impl<'t> Piece<'t> {
    /// A text that looks the same throughout.
    pub(super) fn of(text: &'t str, marks: &'t [(usize, Style); 1]) -> Self {
        Self { text, from: 0, marks }
    }

    pub(super) fn slice(self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default();
        Self { text, from: self.from + range.start, marks: self.marks }
    }

    pub(super) fn trim_end(self) -> Self {
        Self { text: self.text.trim_end(), ..self }
    }

    /// The look of the letter at that byte.
    pub(super) fn style(self, at: usize) -> Style {
        let after = self.marks.partition_point(|(from, _)| *from <= self.from + at);
        after.checked_sub(1).and_then(|place| self.marks.get(place)).map_or(Style::default(), |mark| mark.1)
    }

    /// Its parts, each of which looks the same throughout.
    pub(super) fn parts(self) -> impl Iterator<Item = Self> + use<'t> {
        let (begin, end) = (self.from, self.from + self.text.len());
        let first = self.marks.partition_point(|(from, _)| *from <= begin);
        let last_mark = self.marks.partition_point(|(from, _)| *from < end).max(first);
        let cuts = self.marks[first..last_mark].iter().map(|(from, _)| *from);
        let mut last = begin;
        cuts.chain([end]).filter_map(move |cut| {
            let part = self.slice(last - begin..cut - begin);
            last = cut;
            (!part.text.is_empty()).then_some(part)
        })
    }
}
