//! Media queries: the screen's size and the reader's preferences.

use cssparser::Token;

use super::walk::all;

#[rustfmt::skip]
const WORDS: [&str; 30] = [
    "all", "screen", "print", "and", "or", "not", "only",
    "width", "min-width", "max-width", "height", "min-height", "max-height", "orientation", "portrait", "landscape",
    "prefers-color-scheme", "light", "dark", "prefers-reduced-motion", "reduce", "no-preference",
    "prefers-contrast", "more", "less", "hover", "none", "pointer", "fine", "coarse",
];

/// True where the query asks for nothing else.
pub(super) fn harmless(query: &str) -> bool {
    !query.trim().is_empty()
        && all(query, |token, _| match token {
            Token::Ident(word) => WORDS.contains(&word.to_ascii_lowercase().as_str()),
            Token::Dimension { value, unit, .. } => {
                value.is_finite() && matches!(unit.to_ascii_lowercase().as_str(), "px" | "em" | "rem")
            }
            Token::Number { value, .. } => value.is_finite(),
            Token::Colon | Token::Comma | Token::WhiteSpace(_) | Token::ParenthesisBlock => true,
            _ => false,
        })
}
