//! What is seen is what is signed: the words of the page are the words of the paper, and what neither shows is refused.

use std::process::Command;

use proptest::prelude::*;
use serde_json::{Value, json};
use shared::pdf::Fonts;
use shared_testing::{Answer, TestApp, Who};

use super::office::{company, deed, draft, id, office, published, read, rewrite, sign};
use super::push::{key, push};
use crate::paper::{Cover, Paper, Section, Source};
use crate::publishing::check;
use crate::sheet::{marked, text_alone};

/// Texts that somebody could hide something in, and whether they may be published.
const CORPUS: &[(&str, bool)] = &[
    ("Plain words.", true),
    ("Free of charge.\u{200B}[\u{200B}](<The client pays 1,000,000 EUR.>)", false),
    ("Free.[\u{200B}](https://x.example/the-client-pays)", false),
    ("[](https://x.example/empty)", false),
    ("[ ](https://x.example/blank)", false),
    ("[&nbsp;](https://x.example/nbsp)", false),
    ("[&#8203;&#8288;](https://x.example/zero)", false),
    ("[\u{2800}](https://x.example/braille)", false),
    ("[<!---->](https://x.example/comment)", true),
    ("[terms](the client pays)", true),
    ("[terms](<the client pays>)", false),
    ("[terms](/terms)", false),
    ("[terms](//x.example/terms)", false),
    ("[terms](javascript:alert(1))", false),
    ("[terms](data:text/html,pays)", false),
    ("[terms](ht&#9;tps://x.example)", false),
    ("[terms](https:)", false),
    ("[terms](https://x.example)", true),
    ("[terms](HTTPS://X.EXAMPLE/Terms)", true),
    ("[terms](mailto:a@b.example)", true),
    ("[terms](https://x.example \"and pays\")", false),
    ("[terms](https://x.example 'and pays')", false),
    ("[terms][t]\n\n[t]: https://x.example/t", true),
    ("[terms][t]\n\n[t]: https://x.example/t \"and pays\"", false),
    ("[t][] and [t]\n\n[t]: https://x.example/t", true),
    ("Text.\n\n[t]: https://x.example/pays", false),
    ("[t]: https://x.example/pays", false),
    ("[t]\n\n[t]: https://x.example/a\n[t]: https://x.example/pays", false),
    ("[^1]\n\n[^1]: pays", false),
    ("A note.[^1]\n\n[^1]: The client pays more.", true),
    ("![seen](https://x.example/a.png)", false),
    ("![](https://x.example/a.png)", false),
    ("[![seen](https://x.example/a.png)](https://x.example)", false),
    ("![a [b](https://x.example/b) c](https://x.example/a.png)", false),
    ("<https://x.example/auto> and <a@b.example>", true),
    ("<javascript:alert(1)>", false),
    ("https://x.example/bare?a=1&b=(2)&c=[3] and a@b.example.", true),
    ("[https://good.example](https://evil.example)", true),
    ("[mailto:a@b.example](mailto:c@d.example)", true),
    ("<b>bold</b> <script>alert(1)</script>", true),
    ("<div style=\"display:none\">\nThe client pays.\n</div>", true),
    ("<!-- The client pays. -->", true),
    ("Before <!-- the client pays --> after.", true),
    ("<details><summary>More</summary>\n\nThe client pays.\n\n</details>", true),
    ("<template>pays</template><noscript>pays</noscript>", true),
    ("<textarea>pays</textarea></p><title>pays</title>", true),
    ("<a href=\"https://x.example\" title=\"pays\">a</a>", true),
    ("<?php pays ?> <!DOCTYPE html> <![CDATA[pays]]>", true),
    ("The fee is &#8238;0001&#8236; EUR", false),
    ("The fee is &#x2067;0001&#x2069; EUR", false),
    ("The fee is &rlm;1&lrm; EUR", true),
    ("Zero&#8203;width&#x200d;joined&shy;soft&#xfeff;", true),
    ("&lt;b&gt; &amp;amp; &copy; &#65; &#x41; &euro; &nbsp;end", true),
    ("&#0; &#xFFFFFFFF; &bogus; &", true),
    ("&#8203;", false),
    ("&nbsp;\n\n&emsp;", false),
    ("\\", true),
    ("\\*not\\* \\[a\\]\\(https://x.example\\) \\`code\\`", true),
    ("`code` ``a ` b`` ` x `", true),
    ("`&#8238;` and `<b>`", true),
    ("```\ncode\n  more\n\n\tlast\n```", true),
    ("```rust\nfn main() {}\n```", true),
    ("```rust the client pays\nx\n```", false),
    ("~~~ {.hidden pays=1}\nx\n~~~", false),
    ("    indented code\n    more", true),
    ("```\n```", false),
    ("# One\n## Two\n### Three\n#### Four\n##### Five\n###### Six", true),
    ("Setext one\n===\n\nSetext two\n---", true),
    ("# Closed #\n\n#Not a heading", true),
    ("- a\n- b\n  - c\n    - d", true),
    ("1. a\n1. b\n7. c", true),
    ("7) seven\n8) eight\n   1. nested", true),
    ("0. zero\n1. one", true),
    ("-\n-\n- c", true),
    ("- - - a", true),
    ("- # In an item\n- > quoted\n- ```\n  code\n  ```", true),
    ("- [ ] open\n- [x] done", true),
    ("* loose\n\n* items\n\n  with paragraphs", true),
    ("> quote\n> > deeper\n>\n> end", true),
    ("> > > > > > > > > > > > > > > > deep", true),
    ("- - - - - - - - - - - - - - - deep", true),
    ("---\n\n***\n\n___", true),
    ("Line one  \nline two\\\nline three\nline four", true),
    ("| Item | Price |\n|:--|--:|\n| Desk | 100 |\n| Chair | 20 |", true),
    ("| a | b |\n|---|---|\n| `x \\| y` | **z** |", true),
    ("| a |\n|---|\n| b | the client pays |", false),
    ("| a | b |\n|---|---|\n| short |", true),
    ("| no | table |\n| at | all |", true),
    (
        "|a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|\n|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|\n|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|",
        true,
    ),
    ("| [terms](https://x.example) | <b> |\n|---|---|\n| ![a](b) | &#8238;x |", false),
    ("**bold** *italic* ***both*** ~~struck~~ ~one~ __under__ _score_", true),
    ("**unclosed *mixed** up*", true),
    ("a\u{2028}b\u{2029}c\u{85}d\u{B}e", true),
    ("tab\there\u{A0}and\u{2003}there\u{3000}end", true),
    ("Grüße, Ελλάδα, Привет, 漢字かな, 한국어, ไทย, Հայ, ქართ, አማ", true),
    ("שלום עולם 123 abc", true),
    ("العربية مع English في الوسط 50%", true),
    ("नमस्ते বাংলা ਪੰਜਾਬੀ தமிழ் తెలుగు", true),
    ("می\u{200C}خواهم", true),
    ("Thank you 😀", false),
    ("A wedge \u{12000} of clay", false),
    ("\u{E000} private \u{F0000}fee\u{F0001}", false),
    ("{{client_name}} and {{ issuer }}, {{version}}, {{published_on}}", true),
    ("`{{client_name}}` [{{client_name}}](https://x.example/{{client_name}})", true),
    ("[portal](https://{{client_name}}.example/)", true),
    ("https://x.example/{{client_name}}/a", true),
    ("{{unknown}} {{ }} {{{client_name}}} {{A}}", true),
    (
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokollführerin",
        true,
    ),
    ("fi ffi fl ffl st AV To", true),
    ("a-b\u{2010}c\u{2011}d–e—f…g", true),
    (
        "Well-known hyphen at the very end of a long line that has to be broken somewhere near to-\nmorrow",
        true,
    ),
];

fn fonts() -> Fonts {
    Fonts::load(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts"))).unwrap()
}

fn source(text: &str) -> Source {
    Source::of(vec![Section { heading: String::new(), body: text.to_owned() }], Vec::new())
}

/// The papers of these texts in one, each under a heading that tells where it begins.
fn paper(texts: &[String], fonts: &Fonts) -> Paper {
    let section =
        |(place, text): (usize, &String)| Section { heading: format!("Case{place}q"), body: text.clone() };
    let sections = texts.iter().enumerate().map(section).collect();
    let cover = Cover {
        title: "Hostile",
        issuer: "Acme MSP",
        version: 1,
        published_at: "2026-03-02T09:00:00Z".parse().unwrap(),
        company: None,
        company_name: "Birch <&> *Sons*",
    };
    Source::of(sections, Vec::new()).paper(cover, |text| fonts.printable(text))
}

/// What a reader sees of HTML: its text and the marks of its lists, without white space. Written without any of what
/// makes the paper.
fn page(html: &str) -> String {
    let (mut seen, mut lists) = (String::new(), Vec::new());
    for (place, part) in html.split('<').enumerate() {
        let (tag, text) = if place == 0 { ("", part) } else { part.split_once('>').unwrap() };
        match tag.split(' ').next().unwrap_or_default() {
            "ul" => lists.push(None),
            "ol" => {
                let start = tag.split('"').nth(1).map_or(1_u64, |start| start.parse().unwrap());
                lists.push(Some(start));
            }
            "/ul" | "/ol" => drop(lists.pop()),
            "li" => match lists.last_mut() {
                Some(Some(number)) => {
                    seen.push_str(&format!("{number}."));
                    *number += 1;
                }
                _ => seen.push('•'),
            },
            _ => {}
        }
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&nbsp;", "\u{A0}");
        seen.push_str(&text.replace("&amp;", "&"));
    }
    bare(&seen)
}

/// Without white space, and without what nobody sees.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && !shared::markdown::is_ignorable(*letter))
        .collect()
}

/// What `pdftotext` finds in a file, text by text.
fn printed(paper: &Paper, fonts: &Fonts) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.pdf");
    std::fs::write(&path, text_alone(fonts, paper)).unwrap();
    let said = Command::new("pdftotext")
        .args(["-raw", "-nopgbrk"])
        .arg(&path)
        .arg("-")
        .output()
        .expect("poppler-utils");
    let text = bare(&String::from_utf8(said.stdout).unwrap());
    let mut rest = text.as_str();
    let mut found = Vec::new();
    for place in 0..paper.sections.len() {
        let (_, after) =
            rest.split_once(&format!("Case{place}q")).unwrap_or_else(|| panic!("{place} in {text}"));
        let next = after.find(&format!("Case{}q", place + 1)).unwrap_or(after.len());
        found.push(after[..next].to_owned());
        rest = &after[next..];
    }
    found
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// Letters that a reader of files may give in another order than they are written: read from the right, or marks.
fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, ' '..='\u{2FF}' | '\u{370}'..='\u{52F}' | '\u{2010}'..='\u{2027}' | '\u{20AC}'))
}

fn compare(texts: &[String], fonts: &Fonts) {
    let paper = paper(texts, fonts);
    for ((text, section), printed) in texts.iter().zip(&paper.sections).zip(printed(&paper, fonts)) {
        // What is not drawn is refused before it can be signed; on paper its number stands in its place.
        let page = page(&section.html);
        let page = bare(&fonts.printable(&page));
        if is_plain(&page) && !section.html.contains("<table") {
            assert_eq!(printed, page, "{text:?} is shown as {}", section.html);
        } else {
            assert_eq!(
                sorted(&printed),
                sorted(&page),
                "{text:?} is shown as {}: {printed} / {page}",
                section.html
            );
        }
    }
}

#[test]
fn sec_29_the_words_of_the_page_are_the_words_of_the_paper() {
    assert!(CORPUS.len() >= 80);
    let fonts = fonts();
    let texts: Vec<String> = CORPUS.iter().map(|(text, _)| (*text).to_owned()).collect();
    compare(&texts, &fonts);
}

#[test]
fn sec_29_what_a_signer_would_not_see_is_not_published() {
    let fonts = fonts();
    for (text, allowed) in CORPUS {
        let fields = check("Title", "Issuer", &source(text), &fonts);
        assert_eq!(fields.0.is_empty(), *allowed, "{text:?}: {fields:?}");
        assert!(
            fields
                .0
                .iter()
                .all(|(field, said)| field == "sections[0].body" && said.starts_with("Section 1: "))
        );
    }
}

fn random() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zäßé0-9]{1,7}",
        2 => Just(" ".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        3 => prop::sample::select(vec![
            "- ", "  - ", "1. ", "12) ", "> ", "# ", "### ", "**", "*", "_", "~~", "`", "```\n", "    ", "\t", "|", "|--|--:|\n", "[", "](", ")",
            "(https://x.example/a)", "(pays)", "<https://y.example>", "https://z.example/q?a=1&b=2", "<b>", "</p>", "<!--", "-->", "&amp;", "&#8238;",
            "&#8203;", "&nbsp;", "\\", "![", "]: ", "\"", "'", "---\n", "===\n", "  \n", "\u{200B}", "\u{AD}", "&lt;script&gt;", "{{client_name}}", ".",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn sec_29_random_texts_are_set_as_they_are_shown(text in random()) {
        let html = &source(&text).shown[0].html;
        prop_assert_eq!(bare(&marked(html)), page(html), "{:?} is shown as {}", text, html);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn sec_29_random_texts_are_printed_as_they_are_shown(texts in prop::collection::vec(random(), 40)) {
        compare(&texts, &fonts());
    }
}

async fn publish(app: &TestApp, policy: &Value) -> Answer {
    let path = format!("/api/manage/documents/policies/{}/publish", id(policy));
    app.as_(Who::Admin).post(&path).if_match(policy["version"].as_u64().unwrap()).await
}

#[tokio::test]
async fn sec_29_a_hidden_address_is_published_neither_by_staff_nor_by_a_machine() {
    let app = office().await;
    let hidden = json!([
        { "heading": "Fine", "body": "Fine." },
        { "heading": "Fee", "body": "The service is free of charge.[\u{200B}](<The client pays 1,000,000 EUR each year.>)" },
    ]);
    let policy = draft(&app, json!({ "sections": hidden })).await;
    let refused = publish(&app, &policy).await.expect(422).json();
    let said = refused["errors"]["sections[1].body"].as_str().unwrap();
    assert!(said.starts_with("Section 2: ") && said.contains("The client pays 1,000,000 EUR"), "{said}");
    assert!(refused["errors"]["sections[0].body"].is_null());
    let key = key(&app, &[shared::service_key::KeyScope::Signing]).await;
    let refused = push(&app, &key, 1, &json!({ "sections": hidden }), &[]).await.expect(422).json();
    assert!(refused["errors"]["sections[1].body"].is_string(), "{refused}");
    // A draft may have it, and what is mended is published.
    let fine =
        json!({ "sections": [{ "heading": "Fee", "body": "See [our prices](https://x.example/prices)." }] });
    let policy = rewrite(&app, &policy, fine).await;
    let _ = publish(&app, &policy).await.expect(200);
    let shown = read(&app, Who::User, &policy).await;
    let html = shown["sections"][0]["html"].as_str().unwrap();
    assert!(html.contains("our prices</a> (https://x.example/prices)"), "{html}");
    assert_eq!(shown["client"], "Birch");
}

#[tokio::test]
async fn sec_29_letters_that_cannot_be_printed_are_named_before_publishing_and_before_signing() {
    let app = office().await;
    let birch = company(&app, Who::User);
    for (more, field) in [
        (json!({ "title": "Rules 😀" }), "title"),
        (json!({ "issuer": "Acme 😀" }), "issuer"),
        (json!({ "sections": [{ "heading": "A 😀", "body": "Text." }] }), "sections[0].heading"),
        (json!({ "sections": [{ "heading": "A", "body": "Text. &#128512;" }] }), "sections[0].body"),
        (json!({ "variables": [{ "name": "a", "value": "😀" }] }), "variables[0].value"),
        (json!({ "variables": [{ "name": "a", "companies": { birch: "😀" } }] }), "variables[0].companies"),
    ] {
        let policy = draft(&app, more).await;
        let refused = publish(&app, &policy).await.expect(422).json();
        let said = refused["errors"][field].as_str().unwrap_or_else(|| panic!("{field}: {refused}"));
        assert!(said.contains("😀 (U+1F600)"), "{said}");
    }
    // What cannot be seen is no value: it is gone before anybody publishes it.
    let policy = draft(&app, json!({ "variables": [{ "name": "a", "value": "\u{200B}" }] })).await;
    let shown = publish(&app, &policy).await.expect(200).json();
    assert_eq!(shown["variables"][0]["value"], json!(null), "{shown}");
    let policy = published(&app, json!({})).await;
    let shown = read(&app, Who::User, &policy).await;
    for field in ["name", "title"] {
        let mut deed = deed(&shown);
        deed[field] = json!("Zoë 😀");
        let refused = sign(&app, Who::User, &policy, &deed).await.expect(422).json();
        assert!(refused["errors"][field].as_str().unwrap().contains("😀 (U+1F600)"), "{refused}");
    }
    let mut deed = deed(&shown);
    deed["name"] = json!("Հայկ Պետրոսյան");
    let _ = sign(&app, Who::User, &policy, &deed).await.expect(200);
}
