//! Events as HTML of a short list of elements.

use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Alignment, Event, Tag, TagEnd, html};

/// Elements that text is made of.
pub(super) const ELEMENTS: [&str; 25] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(ELEMENTS.into_iter().collect())
        .tag_attributes(
            [
                ("a", ["href"].into_iter().collect()),
                ("ol", ["start"].into_iter().collect()),
                ("td", ["align"].into_iter().collect()),
                ("th", ["align"].into_iter().collect()),
            ]
            .into(),
        )
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// The events as HTML.
pub(super) fn write<'e>(events: impl Iterator<Item = Event<'e>>) -> String {
    let mut tables = Tables::default();
    let mut rendered = String::new();
    html::push_html(&mut rendered, events.map(|event| tables.write(event)));
    CLEANER.clean(&rendered).to_string()
}

/// Tables are written here: the library's own are aligned by styles, which no page allows.
#[derive(Default)]
struct Tables {
    columns: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl Tables {
    fn write<'e>(&mut self, event: Event<'e>) -> Event<'e> {
        let html = match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns;
                "<table>"
            }
            Event::End(TagEnd::Table) => "</tbody></table>\n",
            Event::Start(Tag::TableHead) => {
                self.head = true;
                self.column = 0;
                "<thead><tr>"
            }
            Event::End(TagEnd::TableHead) => {
                self.head = false;
                "</tr></thead><tbody>\n"
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>"
            }
            Event::End(TagEnd::TableRow) => "</tr>\n",
            Event::Start(Tag::TableCell) => {
                let side = self.columns.get(self.column).copied().unwrap_or(Alignment::None);
                self.column += 1;
                match (self.head, side) {
                    (true, Alignment::Right) => "<th align=\"right\">",
                    (true, Alignment::Center) => "<th align=\"center\">",
                    (true, Alignment::Left | Alignment::None) => "<th>",
                    (false, Alignment::Right) => "<td align=\"right\">",
                    (false, Alignment::Center) => "<td align=\"center\">",
                    (false, Alignment::Left | Alignment::None) => "<td>",
                }
            }
            Event::End(TagEnd::TableCell) if self.head => "</th>",
            Event::End(TagEnd::TableCell) => "</td>",
            other => return other,
        };
        Event::InlineHtml(html.into())
    }
}
