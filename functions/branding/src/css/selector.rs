//! Selectors: confined to the portal's root, made of elements, classes, ids and harmless states.

use cssparser::Token;

use super::policy::ROOT;
use super::walk::{all, plain};

/// States and parts of an element that a rule may name.
#[rustfmt::skip]
const PSEUDO: [&str; 26] = [
    "hover", "active", "focus", "focus-visible", "focus-within", "disabled", "enabled", "checked", "first-child",
    "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type", "empty", "placeholder-shown",
    "read-only", "required", "link", "any-link", "placeholder", "first-letter", "first-line", "marker", "selection",
    "file-selector-button",
];
/// Functions of selectors.
const FUNCTIONS: [&str; 7] =
    ["not", "is", "where", "nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type"];
/// What people write for the whole page.
const WHOLE: [&str; 3] = [":root", "html", "body"];

/// The selector within the portal's root; `None` where it names something that is not listed.
pub(super) fn confined(printed: &str) -> Option<String> {
    let whole =
        WHOLE.iter().chain([&ROOT]).find_map(|name| printed.strip_prefix(*name).filter(|rest| ends(rest)));
    let confined = match whole {
        // A sibling of the root lies outside of it.
        Some(rest) if first_combinator(rest).is_some_and(|sign| matches!(sign, '+' | '~')) => return None,
        Some(rest) => format!("{ROOT}{rest}"),
        None => format!("{ROOT} {printed}"),
    };
    harmless(&confined).then_some(confined)
}

/// True where every token of the selector is listed.
pub(super) fn harmless(selector: &str) -> bool {
    // Class, element and id names that need no escapes are enough; `-\31 px` is left out.
    if selector.contains('\\') {
        return false;
    }
    let mut after_colon = false;
    all(selector, |token, _| {
        let pseudo = std::mem::replace(&mut after_colon, matches!(token, Token::Colon));
        match token {
            Token::Ident(name) if pseudo => PSEUDO.contains(&name.to_ascii_lowercase().as_str()),
            Token::Function(name) => pseudo && FUNCTIONS.contains(&name.to_ascii_lowercase().as_str()),
            _ if pseudo => matches!(token, Token::Colon),
            Token::Ident(name) | Token::IDHash(name) => plain(name),
            Token::Delim(sign) => matches!(sign, '.' | '>' | '+' | '~' | '*' | '-'),
            Token::Dimension { unit, .. } => plain(unit),
            Token::Colon | Token::Comma | Token::WhiteSpace(_) | Token::Number { .. } => true,
            _ => false,
        }
    })
}

/// Elements that can be nested in others of their kind.
#[rustfmt::skip]
const BOXES: [&str; 24] = [
    "*", "article", "aside", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "g", "header",
    "li", "main", "nav", "ol", "section", "span", "table", "td", "tr", "ul",
];

/// True if the selector may match an element and others nested in it, so that a rule's effect multiplies.
pub(super) fn nests(selector: &str) -> bool {
    let mut brackets = 0_u32;
    let mut start = 0;
    for (at, c) in selector.char_indices() {
        match c {
            '(' => brackets += 1,
            ')' => brackets = brackets.saturating_sub(1),
            ' ' | '>' | '+' | '~' if brackets == 0 => start = at + c.len_utf8(),
            _ => {}
        }
    }
    let subject = &selector[start..];
    // A part of an element, such as a placeholder, contains no other elements.
    let (name, states) = subject.split_at(subject.find(':').unwrap_or(subject.len()));
    let part = states.contains("::");
    !part && (name.is_empty() || BOXES.contains(&name.to_ascii_lowercase().as_str()))
}

/// True where a name ends before `rest`.
fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| matches!(c, ' ' | '>' | '+' | '~' | ':' | '.' | '#'))
}

/// The sign by which the first compound is bound to the second: `' '` for descendants.
fn first_combinator(rest: &str) -> Option<char> {
    let mut brackets = 0_u32;
    let start = rest.find(|c| {
        match c {
            '(' => brackets += 1,
            ')' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        brackets == 0 && matches!(c, ' ' | '>' | '+' | '~')
    })?;
    rest[start..].trim_start().chars().next().map(|c| if matches!(c, '>' | '+' | '~') { c } else { ' ' })
}

#[cfg(test)]
mod tests {
    use super::nests;

    #[test]
    fn what_may_stand_within_its_own_kind_is_told() {
        for selector in
            ["*", ".portal-root *", "main *:not(.x)", ".a > div", "p :is(.a, b)", ".a + span:hover", "MAIN"]
        {
            assert!(nests(selector), "{selector}");
        }
        for selector in [
            ".portal-root",
            ".portal-root .a",
            "main p",
            "* > a:hover",
            "div.card",
            "::placeholder",
            "main #x",
            "h1",
        ] {
            assert!(!nests(selector), "{selector}");
        }
    }
}
