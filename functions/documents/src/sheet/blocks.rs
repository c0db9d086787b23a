//! Markdown as blocks of text, for paper: headings, paragraphs, items of lists, quotations, each with what is bold,
//! slanted, struck through or code in it. Pure.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use shared::pdf::{Rich, Style};

/// How a block is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading within the text.
    Heading,
    /// A paragraph.
    Text,
    /// The first lines of an item, behind its mark.
    Item(String),
    /// Of a quotation.
    Quote,
    /// A line across.
    Rule,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) shape: Shape,
    /// How deep it stands in lists and quotations.
    pub(super) depth: u8,
    pub(super) text: Rich,
}

/// The blocks of a text. Raw HTML is text, as on the page.
pub(super) fn of(markdown: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        reader.take(event);
    }
    reader.end();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: Rich,
    /// How many of each are open: they may stand in one another.
    bold: u8,
    italic: u8,
    struck: u8,
    code: bool,
    /// For each open list the number of its next item; none for bullets.
    lists: Vec<Option<u64>>,
    quotes: u8,
    /// The mark of an item whose first text is still to come.
    mark: Option<String>,
    heading: bool,
    /// Address of the link that is open.
    link: Option<(usize, String)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.put(&text),
            Event::Code(text) => self.text.push(&text, Style { code: true, ..self.style() }),
            Event::SoftBreak => self.put(" "),
            Event::HardBreak => self.put("\n"),
            Event::Rule => {
                self.end();
                self.push(Shape::Rule, Rich::default());
            }
            _ => {}
        }
    }

    fn put(&mut self, text: &str) {
        let style = self.style();
        self.text.push(text, style);
    }

    fn style(&self) -> Style {
        Style {
            bold: self.heading || self.bold > 0,
            italic: self.italic > 0,
            struck: self.struck > 0,
            code: self.code,
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.bold = self.bold.saturating_add(1),
            Tag::Emphasis => self.italic = self.italic.saturating_add(1),
            Tag::Strikethrough => self.struck = self.struck.saturating_add(1),
            Tag::Heading { .. } => {
                self.end();
                self.heading = true;
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end();
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
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::Link { dest_url, .. } => self.link = Some((self.text.text().len(), dest_url.into_string())),
            Tag::Paragraph | Tag::HtmlBlock => self.end(),
            Tag::CodeBlock(_) => {
                self.end();
                self.code = true;
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Item => self.end(),
            TagEnd::CodeBlock => {
                self.end();
                self.code = false;
            }
            TagEnd::Heading(_) => {
                self.end();
                self.heading = false;
            }
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            // Paper cannot be pressed: the address stands behind the words.
            TagEnd::Link => {
                if let Some((from, address)) = self.link.take()
                    && self.text.text().get(from..).is_some_and(|words| words != address)
                    && !address.is_empty()
                {
                    self.put(&format!(" ({address})"));
                }
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
        let shape = match self.mark.take() {
            _ if self.heading => Shape::Heading,
            Some(mark) => Shape::Item(mark),
            None if self.quotes > 0 => Shape::Quote,
            None => Shape::Text,
        };
        self.push(shape, text);
    }

    fn push(&mut self, shape: Shape, text: Rich) {
        let lists = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
        self.blocks.push(Block { shape, depth: lists.saturating_add(self.quotes), text });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_block_of_a_text_is_there_in_its_order() {
        let text = "# One\n\nFirst **bold**\nline.\n\n1. a\n2. b\n   - c\n\n> said\n\n---\n[us](https://x.example) <b>";
        let found: Vec<(Shape, u8, String)> = of(text)
            .into_iter()
            .map(|block| (block.shape, block.depth, block.text.text().to_owned()))
            .collect();
        let block = |shape, depth, text: &str| (shape, depth, text.to_owned());
        assert_eq!(
            found,
            [
                block(Shape::Heading, 0, "One"),
                block(Shape::Text, 0, "First bold line."),
                block(Shape::Item("1.".into()), 1, "a"),
                block(Shape::Item("2.".into()), 1, "b"),
                block(Shape::Item("•".into()), 2, "c"),
                block(Shape::Quote, 1, "said"),
                block(Shape::Rule, 0, ""),
                block(Shape::Text, 0, "us (https://x.example) <b>"),
            ]
        );
    }

    #[test]
    fn what_is_marked_within_a_line_keeps_its_look() {
        let text = "# A *b*\n\nplain **bold _both_** *lean* ~~gone~~ `code` [us](https://x.example)\n\n```\nlet x;\n```";
        let looks: Vec<(String, String)> = of(text)
            .iter()
            .flat_map(|block| block.text.parts().map(|(words, style)| (words.to_owned(), letters(style))))
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
                ("let x;", "c"),
            ]
        );
    }

    fn letters(style: Style) -> String {
        let looks = [(style.bold, 'b'), (style.italic, 'i'), (style.struck, 's'), (style.code, 'c')];
        looks.iter().filter(|(is, _)| *is).map(|(_, letter)| letter).collect()
    }

    proptest! {
        #[test]
        fn no_word_is_lost(words in proptest::collection::vec("[a-z]{1,8}", 1..30), marks in proptest::collection::vec("(\n\n|\n- |\n1. |\n> |\n# | |\\*\\*|_|~~|`)", 30)) {
            let text: String = words.iter().zip(&marks).map(|(word, mark)| format!("{mark}{word}")).collect();
            let set: String = of(&text).into_iter().map(|block| block.text.text().to_owned() + " ").collect();
            for word in &words {
                prop_assert!(set.contains(word.as_str()), "{word} of {text:?} in {set:?}");
            }
        }
    }
}
