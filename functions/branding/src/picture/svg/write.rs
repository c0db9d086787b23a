//! Writes a drawing: every name comes from a list, every value is escaped.

use crate::css::{Policy, rebuild};

/// The drawing so far.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    out: String,
    /// Names of the open elements.
    open: Vec<String>,
    /// The text of the open `style` element.
    style: String,
    shapes: usize,
    /// Attributes of the element that is being opened.
    attributes: Vec<&'static str>,
}

impl Drawing {
    pub(super) fn begun(&self) -> bool {
        !self.out.is_empty()
    }

    /// False inside of elements that hold text alone.
    pub(super) fn takes_elements(&self) -> bool {
        !matches!(self.open.last().map(String::as_str), Some("style" | "title" | "desc"))
    }

    /// True inside of a clip.
    pub(super) fn clipping(&self) -> bool {
        self.open.iter().any(|name| name == "clipPath")
    }

    pub(super) fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        if self.open.is_empty() {
            self.out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        }
        self.open.push(name.to_owned());
        self.attributes.clear();
    }

    pub(super) fn attribute(&mut self, name: &'static str, value: &str) {
        // `href` and `xlink:href` become one.
        if self.attributes.contains(&name) {
            return;
        }
        self.attributes.push(name);
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.escaped(value);
        self.out.push('"');
    }

    pub(super) fn opened(&mut self, shape: bool) {
        self.out.push('>');
        self.shapes += usize::from(shape);
    }

    pub(super) fn text(&mut self, text: &str) {
        match self.open.last().map(String::as_str) {
            Some("style") => self.style.push_str(text),
            Some("text" | "tspan" | "title" | "desc") => self.escaped(text),
            _ => {}
        }
    }

    pub(super) fn close(&mut self) {
        let Some(name) = self.open.pop() else { return };
        if name == "style" {
            let css = rebuild(&std::mem::take(&mut self.style), &Policy::PICTURE).css;
            self.escaped(&css);
        }
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push('>');
    }

    /// The whole drawing; `None` where it shows nothing.
    pub(super) fn finish(self) -> Option<String> {
        (self.shapes > 0).then_some(self.out)
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\n' | '\t' => self.out.push(c),
                c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
                c => self.out.push(c),
            }
        }
    }
}
