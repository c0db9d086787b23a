//! Variables in a policy's text, written `{{name}}`: which there are, and the text with them filled. Pure.
//!
//! A value is text: whatever stands in it, it changes nothing of how the text around it is set.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use shared::markdown::{slot, without_slots};

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

/// The markdown with slots for its variables.
pub(crate) fn with_slots(text: &str) -> String {
    let text = without_slots(text);
    let write = |piece| match piece {
        Piece::Text(text) => Cow::Borrowed(text),
        Piece::Variable(name) => Cow::Owned(slot(name)),
    };
    pieces(&text).into_iter().map(write).collect()
}

/// A text that is no markdown with its variables filled; those without a value stay as they are.
pub(crate) fn fill_plain(text: &str, values: &BTreeMap<String, String>) -> String {
    let write = |piece| match piece {
        Piece::Text(text) => Cow::Borrowed(text),
        Piece::Variable(name) => match values.get(name) {
            Some(value) => Cow::Borrowed(value.as_str()),
            None => Cow::Owned(format!("{{{{{name}}}}}")),
        },
    };
    pieces(text).into_iter().map(write).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::markdown::{fill_slots, to_signed};

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
            let fill = |text: &str| fill_slots(&to_signed(&with_slots(text)).html, |_| Some(value.as_str()));
            let written = value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            for (text, before, after) in [
                ("Between **{{client_name}}** and us.", "<p>Between <strong>", "</strong> and us.</p>\n"),
                ("`{{ client_name }}`", "<p><code>", "</code></p>\n"),
                ("{{client_name}}", "<p>", "</p>\n"),
            ] {
                prop_assert_eq!(fill(text), format!("{before}{written}{after}"));
            }
        }
    }
}
