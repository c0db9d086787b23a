//! The HTML that a page shows as blocks of text, for paper: headings, paragraphs, items of lists, quotations and tables,
//! each with what is bold, slanted, struck through or code in it. What somebody signs has no other source. Pure.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use shared::pdf::{Rich, Style};

/// How a block is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading within the text.
    Heading,
    /// A paragraph.
    Text,
    /// Of a quotation.
    Quote,
    /// A line across.
    Rule,
    /// A table, row by row.
    Table(Vec<Vec<Cell>>),
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Align {
    #[default]
    Start,
    Middle,
    Right,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) align: Align,
    pub(super) text: Rich,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) shape: Shape,
    /// What stands before the first block of an item.
    pub(super) mark: Option<String>,
    /// How deep it stands in lists and quotations.
    pub(super) depth: u8,
    pub(super) text: Rich,
}

/// The blocks of a text.
pub(super) fn of(html: &str) -> Vec<Block> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut reader = tokenizer.sink.0.into_inner();
    reader.end();
    reader.flush_mark();
    reader.blocks
}

/// The letters of a text, block by block.
pub(super) fn letters(html: &str) -> String {
    let mut all = String::new();
    for block in of(html) {
        all.push_str(block.text.text());
        all.push('\n');
        if let Shape::Table(rows) = &block.shape {
            for cell in rows.iter().flatten() {
                all.push_str(cell.text.text());
                all.push('\n');
            }
        }
    }
    all
}

/// As [`letters`], with the marks of items.
#[cfg(test)]
pub(super) fn marked(html: &str) -> String {
    let cells = |shape: &Shape| match shape {
        Shape::Table(rows) => rows.iter().flatten().map(|cell| cell.text.text().to_owned()).collect(),
        _ => String::new(),
    };
    let words = |block: Block| block.mark.unwrap_or_default() + block.text.text() + &cells(&block.shape);
    of(html).into_iter().map(words).collect()
}

#[derive(Default)]
struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut reader = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => reader.put(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => reader.open(&tag),
            Token::TagToken(tag) => reader.close(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: Rich,
    /// How many of each are open: they may stand in one another.
    bold: u8,
    italic: u8,
    struck: u8,
    code: u8,
    /// True where blanks and line ends stay as they are.
    is_set: bool,
    /// For each open list the number of its next item; none for bullets.
    lists: Vec<Option<u64>>,
    quotes: u8,
    /// The mark of an item whose first block is still to come.
    mark: Option<String>,
    heading: bool,
    rows: Option<Vec<Vec<Cell>>>,
    align: Align,
}

impl Reader {
    fn put(&mut self, text: &str) {
        let style = self.style();
        if self.is_set {
            self.text.push(text, style);
            return;
        }
        // As browsers do: blanks in a row are one, and none begins a line.
        let mut last = self.text.text().chars().next_back();
        let mut words = String::with_capacity(text.len());
        for letter in text.chars() {
            let is_blank = matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{C}');
            if is_blank && last.is_none_or(|last| matches!(last, ' ' | '\n')) {
                continue;
            }
            let letter = if is_blank { ' ' } else { letter };
            words.push(letter);
            last = Some(letter);
        }
        self.text.push(&words, style);
    }

    fn style(&self) -> Style {
        Style {
            bold: self.heading || self.bold > 0,
            italic: self.italic > 0,
            struck: self.struck > 0,
            code: self.code > 0,
        }
    }

    fn open(&mut self, tag: &Tag) {
        let attribute =
            |name: &str| tag.attrs.iter().find(|one| &*one.name.local == name).map(|one| &*one.value);
        match &*tag.name {
            "strong" => self.bold = self.bold.saturating_add(1),
            "em" => self.italic = self.italic.saturating_add(1),
            "del" => self.struck = self.struck.saturating_add(1),
            "code" => self.code = self.code.saturating_add(1),
            "br" => self.text.push("\n", Style::default()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                self.heading = true;
            }
            "p" => self.end(),
            "pre" => {
                self.end();
                self.is_set = true;
            }
            "ul" => self.open_list(None),
            "ol" => {
                self.open_list(Some(attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1)));
            }
            "li" => {
                self.end();
                self.flush_mark();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let mark = format!("{number}.");
                        *number = number.saturating_add(1);
                        mark
                    }
                    _ => "•".to_owned(),
                };
                self.mark = Some(mark);
            }
            "blockquote" => {
                self.end();
                self.quotes = self.quotes.saturating_add(1);
            }
            "hr" => {
                self.end();
                self.push(Shape::Rule, Rich::default());
            }
            "table" => {
                self.end();
                self.rows = Some(Vec::new());
            }
            "tr" => self.rows.get_or_insert_default().push(Vec::new()),
            "th" | "td" => {
                self.text = Rich::default();
                self.bold = self.bold.saturating_add(u8::from(&*tag.name == "th"));
                self.align = match attribute("align") {
                    Some("right") => Align::Right,
                    Some("center") => Align::Middle,
                    _ => Align::Start,
                };
            }
            _ => {}
        }
    }

    fn open_list(&mut self, first: Option<u64>) {
        self.end();
        self.flush_mark();
        self.lists.push(first);
    }

    fn close(&mut self, name: &str) {
        match name {
            "strong" => self.bold = self.bold.saturating_sub(1),
            "em" => self.italic = self.italic.saturating_sub(1),
            "del" => self.struck = self.struck.saturating_sub(1),
            "code" => self.code = self.code.saturating_sub(1),
            "p" => self.end(),
            "pre" => {
                self.end();
                self.is_set = false;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                self.heading = false;
            }
            "li" => {
                self.end();
                self.flush_mark();
            }
            "ul" | "ol" => {
                self.end();
                self.lists.pop();
            }
            "blockquote" => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "th" | "td" => {
                let text = std::mem::take(&mut self.text).trimmed();
                self.bold = self.bold.saturating_sub(u8::from(name == "th"));
                if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(Cell { align: self.align, text });
                }
            }
            "table" => {
                // Between the cells there are line ends alone.
                self.text = Rich::default();
                let rows = self.rows.take().unwrap_or_default();
                self.push(Shape::Table(rows), Rich::default());
            }
            _ => {}
        }
    }

    /// Ends the block that is open.
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text).trimmed();
        if text.text().is_empty() {
            return;
        }
        let shape = match self.quotes {
            _ if self.heading => Shape::Heading,
            0 => Shape::Text,
            _ => Shape::Quote,
        };
        self.push(shape, text);
    }

    /// An item without a text of its own has its mark all the same.
    fn flush_mark(&mut self) {
        if self.mark.is_some() {
            self.push(Shape::Text, Rich::default());
        }
    }

    fn push(&mut self, shape: Shape, text: Rich) {
        let lists = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        let (mark, depth) = (self.mark.take(), lists.saturating_add(self.quotes));
        self.blocks.push(Block { shape, mark, depth, text });
    }
}

#[cfg(test)]
mod tests {
    use shared::markdown::to_signed;

    use super::*;

    fn blocks(markdown: &str) -> Vec<Block> {
        of(&to_signed(markdown).html)
    }

    #[test]
    fn every_block_of_a_text_is_there_in_its_order() {
        let text = "# One\n\nFirst **bold**\nline.  \nNext.\n\n1. a\n2. b\n   - c\n   -\n\n> said\n\n---\n[us](https://x.example) <b>\n\n- # H\n- - d\n\n7. e";
        let found: Vec<String> = blocks(text)
            .into_iter()
            .map(|block| {
                let shape = format!("{:?}", block.shape);
                let mark = block.mark.map(|mark| format!(" {mark}")).unwrap_or_default();
                format!("{shape} {}{mark} {}", block.depth, block.text.text())
            })
            .collect();
        assert_eq!(
            found,
            [
                "Heading 0 One",
                "Text 0 First bold line.\nNext.",
                "Text 1 1. a",
                "Text 1 2. b",
                "Text 2 • c",
                "Text 2 • ",
                "Quote 1 said",
                "Rule 0 ",
                "Text 0 us (https://x.example) <b>",
                "Heading 1 • H",
                "Text 1 • ",
                "Text 2 • d",
                "Text 1 7. e",
            ]
        );
    }

    #[test]
    fn a_table_keeps_its_rows_and_columns() {
        let found = blocks("| Item | Price |\n|---|--:|\n| *Desk* | 1 |\n| Chair |");
        let [Block { shape: Shape::Table(rows), .. }] = found.as_slice() else { panic!("{found:?}") };
        let cells: Vec<Vec<(&str, Align)>> =
            rows.iter().map(|row| row.iter().map(|cell| (cell.text.text(), cell.align)).collect()).collect();
        assert_eq!(
            cells,
            [
                [("Item", Align::Start), ("Price", Align::Right)],
                [("Desk", Align::Start), ("1", Align::Right)],
                [("Chair", Align::Start), ("", Align::Right)],
            ]
        );
        assert!(rows[0][0].text.parts().all(|(_, style)| style.bold));
        assert_eq!(letters(&to_signed("a\n\n|b|c|\n|-|-|\n|d|e|").html), "a\n\nb\nc\nd\ne\n");
    }

    #[test]
    fn what_is_marked_within_a_line_keeps_its_look() {
        let text = "# A *b*\n\nplain **bold _both_** *lean* ~~gone~~ `code` [us](https://x.example)\n\n```\nlet  x;\n```";
        let looks: Vec<(String, String)> = blocks(text)
            .iter()
            .flat_map(|block| block.text.parts().map(|(words, style)| (words.to_owned(), look(style))))
            .filter(|(words, _)| !words.trim().is_empty())
            .collect();
        let looks: Vec<(&str, &str)> =
            looks.iter().map(|(words, look)| (words.as_str(), look.as_str())).collect();
        assert_eq!(
            looks,
            [
                ("A ", "b"),
                ("b", "bi"),
                ("plain ", ""),
                ("bold ", "b"),
                ("both", "bi"),
                ("lean", "i"),
                ("gone", "s"),
                ("code", "c"),
                (" us (https://x.example)", ""),
                ("let  x;", "c"),
            ]
        );
    }

    fn look(style: Style) -> String {
        let looks = [(style.bold, 'b'), (style.italic, 'i'), (style.struck, 's'), (style.code, 'c')];
        looks.iter().filter(|(is, _)| *is).map(|(_, letter)| letter).collect()
    }
}
