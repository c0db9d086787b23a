use proptest::prelude::*;

use super::html::ELEMENTS;
use super::*;

const REL: &str = "rel=\"noopener noreferrer nofollow\"";

#[test]
fn what_people_write_is_rendered() {
    assert_eq!(
        to_html("# Hello\n\nCall **us** or [write](mailto:a@b.example).\n\n1. one\n2. ~~two~~"),
        format!(
            "<h1>Hello</h1>\n<p>Call <strong>us</strong> or <a href=\"mailto:a@b.example\" {REL}>write</a>.</p>\n\
             <ol>\n<li>one</li>\n<li><del>two</del></li>\n</ol>\n"
        )
    );
    assert_eq!(
        to_html("| Item | Price |\n|:--|--:|\n| Desk | 1 |"),
        "<table><thead><tr><th>Item</th><th align=\"right\">Price</th></tr></thead><tbody>\n\
         <tr><td>Desk</td><td align=\"right\">1</td></tr>\n</tbody></table>\n"
    );
}

#[test]
fn bare_addresses_are_links_unless_they_are_escaped_code_or_in_a_link() {
    let link = |to: &str, words: &str| format!("<a href=\"{to}\" {REL}>{words}</a>");
    for (text, html) in [
        (
            "See https://x.example/a_b?c=1&d=_2, or a@b.example.",
            format!(
                "<p>See {}, or {}.</p>\n",
                link("https://x.example/a_b?c=1&amp;d=_2", "https://x.example/a_b?c=1&amp;d=_2"),
                link("mailto:a@b.example", "a@b.example")
            ),
        ),
        ("`https://x.example`", "<p><code>https://x.example</code></p>\n".to_owned()),
        ("https\\://x.example", "<p>https://x.example</p>\n".to_owned()),
        (
            "[https://y.example](https://x.example)",
            format!("<p>{}</p>\n", link("https://x.example", "https://y.example")),
        ),
        (
            "<b>https://x.example</b>",
            "<p>&lt;b&gt;".to_owned() + &link("https://x.example", "https://x.example") + "&lt;/b&gt;</p>\n",
        ),
    ] {
        assert_eq!(to_html(text), html, "{text}");
    }
}

#[test]
fn sec_08_markup_is_text_and_links_do_not_act() {
    for (text, html) in [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n"),
        ("[x](javascript:alert(1))", "<p>x</p>\n"),
        ("[x](//evil.example)", "<p>x</p>\n"),
        ("[x](ht&#9;tps://evil.example)", "<p>x</p>\n"),
        ("![seen](https://evil.example/p.gif)", "<p>seen</p>\n"),
        ("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n"),
    ] {
        assert_eq!(to_html(text), html, "{text}");
    }
}

#[test]
fn sec_33_entities_bring_no_direction_and_nothing_invisible_back() {
    for (text, html) in [
        ("The fee is &#8238;0001&#8236; EUR", "<p>The fee is 0001 EUR</p>\n"),
        ("a&#x200b;b &ZeroWidthSpace;c &shy;d", "<p>ab c d</p>\n"),
        ("`&#8238;` \u{2066}x\u{2069}", "<p><code>&amp;#8238;</code> x</p>\n"),
        ("<b title=\"\u{202E}\">", "&lt;b title=\"\"&gt;"),
    ] {
        assert_eq!(to_html(text), html, "{text}");
        assert!(!to_plain(text).contains(turns_direction) && !to_text(text, 90).contains(turns_direction));
    }
    let link = to_html("[x](https://a.example/&#8238;gpj.exe \"&#8238;t\")");
    assert_eq!(link, format!("<p><a href=\"https://a.example/gpj.exe\" {REL}>x</a></p>\n"));
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
    assert_eq!(to_text("| a | b |\n|--|--|\n| c | d |", 40), "a b c d");
}

#[test]
fn without_markup_it_still_reads_well() {
    assert_eq!(
        to_plain(
            "# Tonight\n\nWe **update** the [server](https://a.example/x),\nsee <https://b.example>.\n\n- one\n- two\n  1. deep\n\n\
             [no](javascript:alert(1))\n\n```\ncode\n```\n\n| a | b |\n|--|--|\n| c | d |"
        ),
        "Tonight\n\nWe update the server (https://a.example/x), see https://b.example.\n\n- one\n- two\n1. deep\n\nno\n\ncode\n\na | b\nc | d"
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

#[test]
fn items_deeper_than_a_page_shows_keep_their_lines_and_their_marks() {
    for (mark, shown) in [("- ", "• "), ("1. ", "1. "), ("> ", "")] {
        let nested = |level: usize| match mark {
            "> " => format!("{}Pay {level}00\n>\n", "> ".repeat(level)),
            _ => format!("{}{mark}Pay {level}00\n", " ".repeat(level * mark.len())),
        };
        let text: String = (0..14).map(nested).collect();
        let signed = to_signed(&text);
        assert_eq!(signed.faults, [], "{mark}");
        let lines: Vec<String> = to_plain(&text).lines().map(|line| line.trim().to_owned()).collect();
        for level in 0..14 {
            let own = lines.iter().any(|line| line.trim_start_matches(mark) == format!("Pay {level}00"));
            let deep = lines.contains(&format!("{shown}Pay {level}00"));
            assert!(own || deep, "{mark}{level}: {lines:?}");
        }
        let broken = signed.html.replace("<br>", "\n").replace("<p>", "\n").replace("<li>", "\n");
        assert!(broken.lines().all(|line| line.matches("Pay").count() <= 1), "{broken}");
    }
}

#[test]
fn sec_29_a_table_has_room_on_the_page() {
    let table = |columns: usize| {
        let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
        row("a") + &row("-") + &row("b")
    };
    assert_eq!(faults(&table(20)), []);
    assert_eq!(faults(&table(21)), [Fault::Columns(21)]);
}

fn faults(text: &str) -> Vec<Fault> {
    to_signed(text).faults
}

#[test]
fn sec_29_what_a_signer_would_not_see_is_named() {
    let owned = str::to_owned;
    for (text, fault) in [
        (
            "Free.[\u{200B}](<The client pays 1,000,000 EUR.>)",
            Fault::Address(owned("The client pays 1,000,000 EUR.")),
        ),
        ("[](https://x.example)", Fault::NoWords(owned("https://x.example"))),
        ("[&nbsp;&#8203;](https://x.example)", Fault::NoWords(owned("https://x.example"))),
        ("[a](/terms)", Fault::Address(owned("/terms"))),
        ("[a](https://x.example \"and pays\")", Fault::Title(owned("and pays"))),
        ("![](https://x.example/a.png)", Fault::Picture),
        (
            "Text.\n\n[note]: https://x.example/the-client-pays",
            Fault::NotShown(owned("note]: https://x.example/the-client-pays")),
        ),
        ("```rust the client pays\nx\n```", Fault::NotShown(owned("rust the client pays"))),
        ("| a |\n|---|\n| b | the client pays |", Fault::NotShown(owned("the client pays"))),
        ("a &#8238;b", Fault::Direction('\u{202E}')),
        ("\u{200B}", Fault::Empty),
        ("&nbsp;", Fault::Empty),
        ("[a]: https://x.example", Fault::Empty),
    ] {
        assert!(
            faults(text).iter().any(|one| match (one, &fault) {
                (Fault::NotShown(a), Fault::NotShown(b)) => a.trim().starts_with(b.as_str()),
                (a, b) => a == b,
            }),
            "{text:?}: {:?}",
            faults(text)
        );
    }
}

#[test]
fn sec_29_ordinary_markdown_has_no_faults() {
    for text in [
        "# One\n\nTwo **three** _four_ ~~five~~ `six` &amp; seven &copy; \\* eight\nnine  \nten\\\neleven",
        "1. a\n2. b\n   - c\n\n     d\n10. e\n\n> f\n> 1. g",
        "Setext\n===\n\n---\n\n    code\n\n```rust\nlet x = 1;\n```\n\n~~~\ny\n~~~",
        "[a](https://x.example) <https://y.example> https://z.example <a@b.example> [b][c] [c] [C][]\n\n[c]: https://q.example",
        "| a | b |\n|:-:|--:|\n| c `x` | d \\| e |\n| f |",
        "<!-- a comment --> <b>raw</b>\n\n<div>\nblock\n</div>\n\n- [ ] task\n- [x] done",
        "Line\r\nother\r\n\r\n* item\r\n* item",
        "日本語 **強調** العربية हिन्दी",
    ] {
        assert_eq!(faults(text), [], "{text}");
    }
}

#[test]
fn sec_29_the_address_of_a_link_is_text_beside_it() {
    let html = to_signed(
        "[our terms](https://x.example/a?b=1&c) and <https://y.example>, [a@b.example](mailto:a@b.example)",
    )
    .html;
    assert!(html.contains("our terms</a> (https://x.example/a?b=1&amp;c) and <a"), "{html}");
    assert!(
        html.contains(">https://y.example</a>, <a") && html.ends_with(">a@b.example</a></p>\n"),
        "{html}"
    );
}

#[test]
fn a_slot_is_filled_by_text_whatever_it_is() {
    let text = format!("Between **{0}**, `{0}` and [us](https://x.example/{0}/y).", slot("client_name"));
    let signed = to_signed(&text);
    assert_eq!(signed.faults, []);
    let filled = fill_slots(&signed.html, |name| (name == "client_name").then_some("A & <B>_*"));
    assert_eq!(
        filled,
        format!(
            "<p>Between <strong>A &amp; &lt;B&gt;_*</strong>, <code>A &amp; &lt;B&gt;_*</code> and \
             <a href=\"https://x.example/A%20&amp;%20%3CB%3E_*/y\" {REL}>us</a> (https://x.example/A &amp; &lt;B&gt;_*/y).</p>\n"
        )
    );
    assert!(fill_slots(&signed.html, |_| None).contains("<strong>{{client_name}}</strong>"));
    let host = to_signed(&format!("[us](https://{}.example)", slot("host")));
    assert_eq!(host.faults, []);
    assert!(fill_slots(&host.html, |_| Some("a")).contains("href=\"https://a.example\""));
    assert_eq!(without_slots(&text).matches("client_name").count(), 3);
}

proptest! {
    #[test]
    fn an_excerpt_keeps_its_length(text in "[a-zé *_#>\n-]{0,400}", most in 1_usize..60) {
        let excerpt = to_text(&text, most);
        prop_assert!(excerpt.chars().count() <= most, "{excerpt}");
        prop_assert!(!excerpt.contains('\n'));
    }

    #[test]
    fn sec_29_what_has_no_fault_is_shown_to_the_last_word(parts in prop::collection::vec(prop_oneof![
        "[a-z]{1,6}", Just(" ".to_owned()), Just("\n".to_owned()), Just("\n\n".to_owned()),
        prop::sample::select(vec!["- ", "> ", "1. ", "# ", "**", "_", "`", "|", "|--|--|\n", "[", "](", ")", "(https://x.example)", "<b>", "\\", "~~", "![", "\"", "    "]).prop_map(str::to_owned),
    ], 1..40)) {
        let text: String = parts.concat();
        let signed = to_signed(&text);
        // The name of a language behind a fence is the one word that nobody is shown.
        if signed.faults.is_empty() && !text.contains("```") {
            let words = |text: &str| -> Vec<char> { text.chars().filter(char::is_ascii_lowercase).collect() };
            let shown = ammonia::Builder::empty().clean(&signed.html).to_string();
            let shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let mut rest = words(&shown).into_iter();
            for letter in words(&text) {
                prop_assert!(rest.any(|other| other == letter), "{text:?}: {}", signed.html);
            }
        }
    }

    #[test]
    fn sec_08_only_listed_elements_and_attributes_come_out(text in prop_oneof![
        "\\PC{0,80}",
        "([<>\"'/=&()!\\[\\]*_`# \n-]|script|svg|onload|javascript:|href|style|img|https://x.example|data:){0,60}",
    ]) {
        for html in [to_html(&text), to_signed(&text).html] {
            for tag in html.split('<').skip(1) {
                let inner = tag.split('>').next().unwrap_or("").trim_start_matches('/');
                let name = inner.split([' ', '/']).next().unwrap_or("");
                prop_assert!(ELEMENTS.contains(&name), "{name} in {html}");
                let attributes = inner.strip_prefix(name).unwrap_or("");
                if !attributes.trim().is_empty() {
                    let address = attributes.strip_prefix(" href=\"").map(|rest| rest.split('"').next().unwrap_or(""));
                    let leads = address.is_none_or(|to| ["http:", "https:", "mailto:"].iter().any(|scheme| to.to_ascii_lowercase().starts_with(scheme)));
                    prop_assert!(leads && ["a", "ol", "td", "th"].contains(&name), "{html}");
                    prop_assert!(name != "a" || address.is_some(), "a link that leads nowhere: {html}");
                }
            }
        }
    }
}
