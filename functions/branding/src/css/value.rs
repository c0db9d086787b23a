//! What a property's value may consist of.

use cssparser::Token;

use super::walk::{Place, all, plain};

/// Functions that compute colours, lengths and gradients. None of them loads or inserts anything.
const FUNCTIONS: [&str; 26] = [
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "calc",
    "min",
    "max",
    "clamp",
    "var",
    "linear-gradient",
    "radial-gradient",
    "conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "repeating-conic-gradient",
    "minmax",
    "repeat",
    "fit-content",
];

/// True where `value` of `property` computes something and loads nothing. `local` also lets through `url(#id)`.
pub(crate) fn harmless(property: &str, value: &str, local: bool) -> bool {
    let fonts = matches!(property, "font" | "font-family");
    let forward = property.starts_with("margin");
    !value.trim().is_empty()
        && all(value, |token, place| match token {
            Token::Ident(name) => plain(name),
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                // What a margin comes to must be seen here, or it could pull one control over another.
                let hidden = forward && !matches!(name.as_str(), "max" | "clamp");
                (FUNCTIONS.contains(&name.as_str()) && !hidden)
                    || (local && name == "url" && place.function.is_none())
            }
            Token::Number { value, .. } => finite(*value, forward),
            Token::Percentage { unit_value, .. } => finite(*unit_value, forward),
            Token::Dimension { value, unit, .. } => finite(*value, forward) && plain(unit),
            Token::Hash(name) | Token::IDHash(name) => plain(name),
            Token::QuotedString(text) => {
                (fonts && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -_".contains(&byte)))
                    || (local && place == Place { function: Some("url") } && own(text))
            }
            Token::UnquotedUrl(target) => local && own(target),
            Token::WhiteSpace(space) => space.chars().all(|c| matches!(c, ' ' | '\n' | '\t')),
            Token::Comma | Token::ParenthesisBlock => true,
            Token::Delim(sign) => matches!(sign, '+' | '-' | '*' | '/'),
            _ => false,
        })
}

fn finite(value: f32, forward: bool) -> bool {
    value.is_finite() && (!forward || value >= 0.0)
}

/// A reference to a part of the same picture.
fn own(target: &str) -> bool {
    target.strip_prefix('#').is_some_and(plain)
}
