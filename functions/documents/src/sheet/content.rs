//! The text that was signed, on its pages.

use shared::pdf::{Line, Rich, Side, WIDTH};

use super::blocks::{self, Align, Block, Cell, Shape};
use super::{LEFT, PLAIN, RIGHT, RULE, SMALL, SOFT, Sheet, TEXT, ink};
use crate::paper;

/// How far a list or a quotation stands in.
const INDENT: f32 = 18.0;
/// Between two columns of a table.
const GAP: f32 = 12.0;
/// A column narrower than this holds no words: then the cells of a row stand one below another.
const NARROWEST: f32 = 40.0;

impl Sheet<'_> {
    pub(super) fn content(&mut self, text: &paper::Paper) {
        self.paper.bar((0.0, 0.0), (WIDTH, 6.0), self.look.accent);
        self.flow(&text.title, ink(19.0, true, TEXT), LEFT);
        self.y += 2.0;
        let facts = [
            format!("{}: {}", self.say.text("issuer"), text.issuer),
            format!("{}: {}", self.say.text("company"), text.client),
            format!("{}: {}", self.say.text("pdf.version"), text.version),
        ];
        for fact in facts {
            self.flow(&fact, SMALL, LEFT);
        }
        self.y += 14.0;
        for section in &text.sections {
            if !section.heading.is_empty() {
                self.y += 8.0;
                self.room(40.0);
                self.flow(&section.heading, ink(13.0, true, TEXT), LEFT);
                self.y += 3.0;
            }
            for block in blocks::of(&section.html) {
                self.block(&block);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let x = LEFT + f32::from(block.depth.min(12)) * INDENT;
        if matches!(block.shape, Shape::Heading) {
            self.y += 4.0;
            self.room(36.0);
        }
        if let Some(mark) = &block.mark {
            self.room(0.0);
            self.paper.text((x - 5.0, self.y), Side::Right, PLAIN, mark);
        }
        match &block.shape {
            Shape::Heading => self.flow_rich(&block.text, ink(11.5, true, TEXT), x),
            Shape::Rule => {
                self.room(10.0);
                self.paper.bar((LEFT, self.y - 4.0), (RIGHT - LEFT, 0.8), RULE);
                self.y += 6.0;
            }
            Shape::Quote => self.flow_rich(&block.text, ink(10.5, false, SOFT), x),
            Shape::Text => self.flow_rich(&block.text, PLAIN, x),
            Shape::Table(rows) => self.table(rows, x),
        }
        self.y += 5.0;
    }

    fn table(&mut self, rows: &[Vec<Cell>], x: f32) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let share = (RIGHT - x) / count(columns.max(1));
        if share < NARROWEST {
            for cell in rows.iter().flatten().filter(|cell| !cell.text.text().is_empty()) {
                self.flow_rich(&cell.text, PLAIN, x);
            }
            return;
        }
        let widths = self.columns(rows, columns, RIGHT - x);
        for row in rows {
            self.row(row, &widths, x);
        }
    }

    /// How wide each column is: as wide as its words where all fit, else the wide ones share what the narrow ones leave.
    fn columns(&self, rows: &[Vec<Cell>], columns: usize, room: f32) -> Vec<f32> {
        let width = |text: &Rich| self.paper.shaper().width_of_rich(text) * PLAIN.size + GAP;
        let natural: Vec<f32> = (0..columns)
            .map(|column| {
                rows.iter()
                    .filter_map(|row| row.get(column))
                    .map(|cell| width(&cell.text))
                    .fold(GAP, f32::max)
            })
            .collect();
        let (mut share, mut narrow) = (room / count(columns), 0);
        // Every round some column turns out to be narrow, or none does any more.
        for _ in 0..columns {
            let fits = |width: &&f32| **width <= share;
            let (used, fitting) =
                (natural.iter().filter(fits).sum::<f32>(), natural.iter().filter(fits).count());
            if fitting == narrow || fitting == columns {
                break;
            }
            narrow = fitting;
            share = (room - used) / count(columns - fitting);
        }
        natural.into_iter().map(|width| width.min(share)).collect()
    }

    /// A row, line by line over all its cells.
    fn row(&mut self, row: &[Cell], widths: &[f32], x: f32) {
        let shaper = self.paper.shaper();
        let wrap = |(cell, width): (&Cell, &f32)| {
            shaper.wrap_rich(&cell.text, (width - GAP) / PLAIN.size).into_iter()
        };
        let mut cells: Vec<std::vec::IntoIter<Line>> = row.iter().zip(widths).map(wrap).collect();
        let most = cells.iter().map(ExactSizeIterator::len).max().unwrap_or_default();
        for _ in 0..most {
            self.room(0.0);
            let mut left = x;
            for ((lines, cell), width) in cells.iter_mut().zip(row).zip(widths) {
                if let Some(line) = lines.next() {
                    let right = left + width - GAP;
                    let free = right - left - line.width * PLAIN.size;
                    let (at, side) = match cell.align {
                        Align::Middle => (left + free / 2.0, Side::Left),
                        Align::Right => (right, Side::Right),
                        Align::Start if line.rtl => (right, Side::Right),
                        Align::Start => (left, Side::Left),
                    };
                    self.paper.line((at, self.y), side, PLAIN, line);
                }
                left += width;
            }
            self.y += PLAIN.size * 1.45;
        }
        self.paper.bar((x, self.y - 9.0), (widths.iter().sum::<f32>() - GAP, 0.6), RULE);
        self.y += 4.0;
    }
}

fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}
