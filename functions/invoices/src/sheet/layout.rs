//! Where everything stands on the page.

use jiff::civil::Date;
use shared::account::Language;
use shared::pdf::{About, Colour, Fonts, HEIGHT, Ink, Letterhead, Paper, PdfError, Shaper, Side, WIDTH};

use super::words::{Words, number, price, quantity};
use crate::model::{Invoice, Line};
use crate::status::State;

const LEFT: f32 = 50.0;
const RIGHT: f32 = WIDTH - 50.0;
/// Right ends of the columns of quantity, price and amount.
const COLUMNS: [f32; 3] = [350.0, 445.0, RIGHT];
/// How wide a description may be.
const DESCRIPTION: f32 = 235.0;
/// Below this stands the foot.
const BOTTOM: f32 = HEIGHT - 80.0;
const STEP: f32 = 14.0;
const TEXT: Colour = (0x16, 0x18, 0x1d);
const SOFT: Colour = (0x4d, 0x55, 0x61);
const RULE: Colour = (0xe4, 0xe7, 0xeb);

const fn ink(size: f32, bold: bool, colour: Colour) -> Ink {
    Ink { size, bold, colour }
}
const PLAIN: Ink = ink(10.0, false, TEXT);
const STRONG: Ink = ink(10.0, true, TEXT);
const SMALL: Ink = ink(9.0, false, SOFT);

/// The sheet in the making.
struct Sheet<'a> {
    paper: Paper<'a>,
    /// Base line of what comes next.
    y: f32,
    words: &'static Words,
    language: Language,
    invoice: &'a Invoice,
    look: &'a Letterhead,
}

/// The file.
pub(super) fn file(
    fonts: &Fonts,
    look: &Letterhead,
    invoice: &Invoice,
    language: Language,
    today: Date,
) -> Result<Vec<u8>, PdfError> {
    let words = Words::of(language);
    let paper = Paper::new(Shaper::new(fonts));
    let mut sheet = Sheet { paper, y: 60.0, words, language, invoice, look };
    sheet.head(today);
    sheet.columns();
    for line in &invoice.lines {
        sheet.line(line);
    }
    sheet.sums();
    sheet.note();
    sheet.feet();
    let title = format!("{} {}", words.title(invoice), invoice.number);
    sheet.paper.finish(About { title, author: look.name.clone(), language: language.tag().to_owned() })
}

impl Sheet<'_> {
    fn money(&self, minor: i64) -> String {
        number(minor, self.invoice.currency.digits(), self.language)
    }

    /// Begins another page where `height` more points do not fit.
    fn room(&mut self, height: f32) -> bool {
        let turns = self.y + height > BOTTOM;
        if turns {
            self.paper.turn();
            self.y = 60.0;
        }
        turns
    }

    fn head(&mut self, today: Date) {
        let (look, words, invoice) = (self.look, self.words, self.invoice);
        self.paper.bar((0.0, 0.0), (WIDTH, 6.0), look.accent);
        let logo = look.logo.clone();
        if logo.and_then(|logo| self.paper.png((LEFT, 36.0), (180.0, 44.0), logo)).is_none() {
            for line in self.paper.shaper().wrap(&look.name, true, 260.0 / 18.0).into_iter().take(2) {
                self.paper.line((LEFT, self.y), Side::Left, ink(18.0, true, TEXT), line);
                self.y += 22.0;
            }
        }
        self.paper.text((RIGHT, 60.0), Side::Right, ink(22.0, true, TEXT), words.title(invoice));
        self.paper.text((RIGHT, 78.0), Side::Right, ink(12.0, false, SOFT), &invoice.number);

        self.y = 130.0;
        self.paper.text((LEFT, self.y), Side::Left, SMALL, words.for_whom);
        let mut y = self.y + 16.0;
        for line in self.paper.shaper().wrap(&invoice.company.name, true, 250.0 / 12.0).into_iter().take(3) {
            self.paper.line((LEFT, y), Side::Left, ink(12.0, true, TEXT), line);
            y += 16.0;
        }
        let mut facts = vec![(words.issued, self.language.day(invoice.issued_on))];
        facts.extend(invoice.due_on.map(|due| (words.due, self.language.day(due))));
        facts.extend(invoice.paid_on.map(|paid| (words.paid, self.language.day(paid))));
        facts.push((words.status, words.status_of(invoice, today).to_owned()));
        let mut fact = self.y;
        for (name, value) in facts {
            self.paper.text((COLUMNS[1] - 45.0, fact), Side::Left, SMALL, name);
            self.paper.text((RIGHT, fact), Side::Right, STRONG, &value);
            fact += STEP + 2.0;
        }
        self.y = y.max(fact) + 24.0;
    }

    /// The table's head; on every page anew.
    fn columns(&mut self) {
        let words = self.words;
        self.paper.text((LEFT, self.y), Side::Left, SMALL, words.description);
        for (place, name) in COLUMNS.into_iter().zip([words.quantity, words.price, words.amount]) {
            self.paper.text((place, self.y), Side::Right, SMALL, name);
        }
        self.paper.bar((LEFT, self.y + 6.0), (RIGHT - LEFT, 1.2), self.look.accent);
        self.y += 22.0;
    }

    fn line(&mut self, line: &Line) {
        let lines = self.paper.shaper().wrap(&line.description, false, DESCRIPTION / PLAIN.size);
        // A line of an invoice stays together unless it is longer than a page.
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let height = lines.len() as f32 * STEP;
        if self.room(height.min(BOTTOM - 100.0)) {
            self.columns();
        }
        let unit_price = price(line.unit_price, self.invoice.currency.digits(), self.language);
        let cells = [quantity(line.quantity, self.language), unit_price, self.money(line.amount)];
        for (place, text) in COLUMNS.into_iter().zip(cells) {
            self.paper.text((place, self.y), Side::Right, PLAIN, &text);
        }
        for text in lines {
            if self.room(0.0) {
                self.columns();
            }
            // What is read from the right also begins there.
            let (x, side) = if text.rtl { (LEFT + DESCRIPTION, Side::Right) } else { (LEFT, Side::Left) };
            self.paper.line((x, self.y), side, PLAIN, text);
            self.y += STEP;
        }
        self.paper.bar((LEFT, self.y - 6.0), (RIGHT - LEFT, 0.6), RULE);
        self.y += 8.0;
    }

    fn sums(&mut self) {
        self.room(80.0);
        self.y += 6.0;
        let (words, invoice) = (self.words, self.invoice);
        for (name, amount) in [(words.subtotal, invoice.subtotal), (words.tax, invoice.tax)] {
            self.paper.text((COLUMNS[0], self.y), Side::Left, ink(10.0, false, SOFT), name);
            let text = self.money(amount);
            self.paper.text((RIGHT, self.y), Side::Right, PLAIN, &text);
            self.y += STEP + 2.0;
        }
        self.paper.bar((COLUMNS[0], self.y - 8.0), (RIGHT - COLUMNS[0], 0.6), RULE);
        self.y += 8.0;
        let total = format!("{} {}", self.money(invoice.total), invoice.currency.code());
        self.paper.text((COLUMNS[0], self.y), Side::Left, ink(12.0, true, TEXT), words.total);
        self.paper.text((RIGHT, self.y), Side::Right, ink(12.0, true, TEXT), &total);
        self.y += 34.0;
    }

    fn note(&mut self) {
        let width = (RIGHT - LEFT) / PLAIN.size;
        for line in self
            .invoice
            .note
            .iter()
            .flat_map(|note| self.paper.shaper().wrap(note, false, width))
            .collect::<Vec<_>>()
        {
            self.room(0.0);
            let (x, side) = if line.rtl { (RIGHT, Side::Right) } else { (LEFT, Side::Left) };
            self.paper.line((x, self.y), side, PLAIN, line);
            self.y += STEP;
        }
        let Some(address) = self.invoice.pay_link.as_deref().filter(|_| self.invoice.state == State::Sent)
        else {
            return;
        };
        self.y += 10.0;
        self.room(30.0);
        self.paper.text((LEFT, self.y), Side::Left, SMALL, self.words.pay);
        for line in self.paper.shaper().wrap(address, false, width) {
            self.y += STEP;
            self.room(0.0);
            self.paper.link((LEFT, self.y - 10.0), (line.width * PLAIN.size, STEP), address);
            self.paper.line((LEFT, self.y), Side::Left, ink(10.0, false, self.look.accent), line);
        }
    }

    fn feet(&mut self) {
        let pages = self.paper.pages();
        let words = [&*self.look.name, &*self.look.contact];
        let left = words.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        if self.paper.shaper().has_replaced() {
            self.paper.text_on(pages, (LEFT, HEIGHT - 54.0), Side::Left, SMALL, self.words.replaced);
        }
        for page in 1..=pages {
            self.paper.text_on(page, (LEFT, HEIGHT - 40.0), Side::Left, SMALL, &left);
            let right = format!("{} · {page} / {pages}", self.invoice.number);
            self.paper.text_on(page, (RIGHT, HEIGHT - 40.0), Side::Right, SMALL, &right);
        }
    }
}
