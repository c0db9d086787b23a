//! Markdown from people, as HTML that may stand on a page: a short list of elements, no pictures, no scripts, no styles.

use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Elements that text is made of.
const ELEMENTS: [&str; 17] = [
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
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
];
/// Quotes within quotes and lists within lists at most; browsers and readers give up long before.
const DEEPEST: u32 = 12;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner
        .tags(ELEMENTS.into_iter().collect())
        .tag_attributes(
            [("a", ["href"].into_iter().collect()), ("ol", ["start"].into_iter().collect())].into(),
        )
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// `text` as HTML. Raw HTML in it is shown as text, a picture as its description; links lead to `http`, `https` and
/// `mailto` addresses alone.
#[must_use]
pub fn to_html(text: &str) -> String {
    let mut depth = 0_u32;
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).filter_map(|event| match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
            depth += 1;
            (depth <= DEEPEST).then_some(event)
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
            depth = depth.saturating_sub(1);
            (depth < DEEPEST).then_some(event)
        }
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Image { .. } | Tag::HtmlBlock) | Event::End(TagEnd::Image | TagEnd::HtmlBlock) => {
            None
        }
        other => Some(other),
    });
    let mut rendered = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    CLEANER.clean(&rendered).to_string()
}

/// `text` without markup for readers who see no HTML: paragraphs apart, points with a dash, links with their address.
#[must_use]
pub fn to_plain(text: &str) -> String {
    let mut plain = String::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut links = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                plain.push_str(&words);
            }
            Event::SoftBreak => plain.push(' '),
            Event::HardBreak | Event::End(TagEnd::Item) => plain.push('\n'),
            Event::Start(Tag::List(first)) => {
                plain.push('\n');
                lists.push(first);
            }
            Event::Start(Tag::Item) => {
                let point = match lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                plain.push_str(&point);
            }
            Event::Start(Tag::Link { dest_url, .. }) => links.push((plain.len(), dest_url)),
            Event::End(TagEnd::Link) => {
                if let Some((begin, address)) = links.pop().filter(|(_, address)| leads_out(address))
                    && !plain[begin..].contains(address.trim_start_matches("mailto:"))
                {
                    plain.push_str(&format!(" ({address})"));
                }
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                plain.push('\n');
            }
            Event::Rule | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock) => {
                plain.push_str("\n\n");
            }
            _ => {}
        }
    }
    let mut lines: Vec<&str> = plain.lines().map(str::trim_end).collect();
    lines.dedup_by(|next, line| next.is_empty() && line.is_empty());
    lines.join("\n").trim().to_owned()
}

fn leads_out(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["http:", "https:", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

/// The beginning of `text` without markup, in one line of at most `most` characters; cut at a word, with an ellipsis.
#[must_use]
pub fn to_text(text: &str, most: usize) -> String {
    let mut plain = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                plain.push_str(&words);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => plain.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                plain.push(' ');
            }
            _ => {}
        }
        // White space goes, so somewhat more is read than is kept.
        if plain.len() > most.saturating_mul(8) {
            break;
        }
    }
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    let room = line.char_indices().nth(most.saturating_sub(1)).map_or(0, |(place, _)| place);
    let cut = line[..end].rfind(' ').filter(|place| *place > 0 && *place <= room).unwrap_or(room);
    format!("{}…", &line[..cut])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_write_is_rendered() {
        assert_eq!(
            to_html("# Hello\n\nCall **us** or [write](mailto:a@b.example).\n\n1. one\n2. ~~two~~"),
            "<h1>Hello</h1>\n<p>Call <strong>us</strong> or <a href=\"mailto:a@b.example\" rel=\"noopener noreferrer nofollow\">write</a>.</p>\n\
             <ol>\n<li>one</li>\n<li><del>two</del></li>\n</ol>\n"
        );
    }

    #[test]
    fn sec_08_markup_is_text_and_links_do_not_act() {
        for (text, html) in [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n"),
            ("[x](javascript:alert(1))", "<p><a rel=\"noopener noreferrer nofollow\">x</a></p>\n"),
            ("[x](//evil.example)", "<p><a rel=\"noopener noreferrer nofollow\">x</a></p>\n"),
            ("![seen](https://evil.example/p.gif)", "<p>seen</p>\n"),
            (
                "<javascript:alert(1)>",
                "<p><a rel=\"noopener noreferrer nofollow\">javascript:alert(1)</a></p>\n",
            ),
        ] {
            assert_eq!(to_html(text), html, "{text}");
        }
    }

    #[test]
    fn an_excerpt_is_the_beginning_in_words() {
        assert_eq!(
            to_text("# Tonight\n\nWe **update**\nthe [mail](https://a.example) server.", 100),
            "Tonight We update the mail server."
        );
        assert_eq!(to_text("one two three", 9), "one two…");
        assert_eq!(to_text("one two three", 13), "one two three");
        assert_eq!(to_text("undivided", 4), "und…");
        assert_eq!(to_text("", 4), "");
    }

    #[test]
    fn without_markup_it_still_reads_well() {
        assert_eq!(
            to_plain(
                "# Tonight\n\nWe **update** the [server](https://a.example/x),\nsee <https://b.example>.\n\n- one\n- two\n  1. deep\n\n\
                 [no](javascript:alert(1))\n\n```\ncode\n```"
            ),
            "Tonight\n\nWe update the server (https://a.example/x), see https://b.example.\n\n- one\n- two\n1. deep\n\nno\n\ncode"
        );
        assert_eq!(to_plain("a  \nb"), "a\nb");
    }

    #[test]
    fn sec_28_depth_is_bounded() {
        for open in [">", "* ", "1. ", "[", "![", "**", "<", "`", "\\"] {
            let html = to_html(&open.repeat(5_000));
            assert!(html.matches("<blockquote").count() + html.matches("<li").count() <= 12, "{open}");
        }
    }

    proptest! {
        #[test]
        fn an_excerpt_keeps_its_length(text in "[a-zé *_#>\n-]{0,400}", most in 1_usize..60) {
            let excerpt = to_text(&text, most);
            prop_assert!(excerpt.chars().count() <= most, "{excerpt}");
            prop_assert!(!excerpt.contains('\n'));
        }

        #[test]
        fn sec_08_only_listed_elements_and_attributes_come_out(text in prop_oneof![
            "\\PC{0,80}",
            "([<>\"'/=&()!\\[\\]*_`# \n-]|script|svg|onload|javascript:|href|style|img|https://x.example|data:){0,60}",
        ]) {
            let html = to_html(&text);
            for tag in html.split('<').skip(1) {
                let inner = tag.split('>').next().unwrap_or("").trim_start_matches('/');
                let name = inner.split([' ', '/']).next().unwrap_or("");
                prop_assert!(ELEMENTS.contains(&name), "{name} in {html}");
                let attributes = inner.strip_prefix(name).unwrap_or("");
                if !attributes.trim().is_empty() {
                    let address = attributes.strip_prefix(" href=\"").map(|rest| rest.split('"').next().unwrap_or(""));
                    let leads = address.is_none_or(|to| ["http:", "https:", "mailto:"].iter().any(|scheme| to.to_ascii_lowercase().starts_with(scheme)));
                    prop_assert!(leads && (name == "a" || name == "ol"), "{html}");
                }
            }
        }
    }
}
