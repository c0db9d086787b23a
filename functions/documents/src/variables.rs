//! Variables in a policy's text, written `{{name}}`: which there are, and the text with them filled. Pure.
//!
//! A value is text: whatever stands in it, it changes nothing of how the text around it is set.

use std::collections::{BTreeMap, BTreeSet};

/// Variables that the portal fills itself: the company, the issuing party, the version and its day.
pub(crate) const OWN: [&str; 4] = ["client_name", "issuer", "version", "published_on"];

/// True for names of variables: small letters, digits and `_`, at most 40, beginning with a letter.
pub(crate) fn is_name(name: &str) -> bool {
    name.len() <= 40
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

enum Piece<'t> {
    Text(&'t str),
    Variable(&'t str),
}

/// The text in pieces. Braces without a name between them are text.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    let mut begin = 0;
    while let Some(open) = rest[begin..].find("{{") {
        let open = begin + open;
        let inner = &rest[open + 2..];
        let found = inner.find("}}").map(|close| (inner[..close].trim(), close));
        match found.filter(|(name, _)| is_name(name)) {
            Some((name, close)) => {
                pieces.push(Piece::Text(&rest[..open]));
                pieces.push(Piece::Variable(name));
                rest = &inner[close + 2..];
                begin = 0;
            }
            None => begin = open + 1,
        }
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// The variables of a text.
pub(crate) fn names(text: &str) -> BTreeSet<&str> {
    let name = |piece| match piece {
        Piece::Variable(name) => Some(name),
        Piece::Text(_) => None,
    };
    pieces(text).into_iter().filter_map(name).collect()
}

/// The markdown with its variables filled; those without a value stay as they are.
pub(crate) fn fill(text: &str, values: &BTreeMap<String, String>) -> String {
    filled(text, values, escape)
}

/// As [`fill`], for text that is no markdown.
pub(crate) fn fill_plain(text: &str, values: &BTreeMap<String, String>) -> String {
    filled(text, values, str::to_owned)
}

fn filled(text: &str, values: &BTreeMap<String, String>, write: fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Variable(name) => match values.get(name) {
                Some(value) => out.push_str(&write(value)),
                None => {
                    out.push_str("{{");
                    out.push_str(name);
                    out.push_str("}}");
                }
            },
        }
    }
    out
}

/// A value as markdown that shows it letter by letter.
fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.chars() {
        if letter.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::markdown::to_html;

    use super::*;

    fn values(value: &str) -> BTreeMap<String, String> {
        BTreeMap::from([("client_name".to_owned(), value.to_owned())])
    }

    #[test]
    fn variables_are_found_and_filled() {
        let text = "{{client_name}} and {{ client_name }}, {{other}}, {{ }}, {{{client_name}}}, {{A}}";
        assert_eq!(names(text), BTreeSet::from(["client_name", "other"]));
        assert_eq!(fill_plain(text, &values("Birch")), "Birch and Birch, {{other}}, {{ }}, {Birch}, {{A}}");
    }

    proptest! {
        #[test]
        fn sec_08_a_value_never_sets_the_text_around_it(value in prop_oneof![
            "[ -~]{1,40}",
            "([*_`#>\\-+.\\[\\]()!<&|~\\\\]|https://x|[0-9]\\.|\\{\\{client_name\\}\\}|a|ä| ){1,12}",
        ]) {
            let html = to_html(&fill("Between **{{client_name}}** and us.", &values(&value)));
            let inner = html.strip_prefix("<p>Between <strong>").and_then(|rest| rest.strip_suffix("</strong> and us.</p>\n"));
            // Blanks at the ends of a bold text make it none; the letters stay as they are either way.
            let shown = inner.unwrap_or_else(|| &html);
            let text = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&").replace("&nbsp;", "\u{a0}");
            prop_assert!(text.contains(value.trim()), "{value:?} became {html}");
            prop_assert!(!shown.contains("<a") && !shown.contains("<em") && !shown.contains("<code"));
        }
    }
}
