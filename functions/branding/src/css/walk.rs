//! All tokens of a piece of CSS, blocks included.

use cssparser::{ParseError, Parser, ParserInput, Token};

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The name of the function that it is an argument of, in small letters.
    pub(super) function: Option<&'a str>,
}

/// True where `good` accepts every token, at every depth. Unreadable input is never good.
pub(super) fn all(text: &str, mut good: impl FnMut(&Token<'_>, Place<'_>) -> bool) -> bool {
    let mut input = ParserInput::new(text);
    inside(&mut Parser::new(&mut input), Place { function: None }, &mut good)
}

fn inside(
    parser: &mut Parser<'_, '_>,
    place: Place<'_>,
    good: &mut dyn FnMut(&Token<'_>, Place<'_>) -> bool,
) -> bool {
    loop {
        let token = match parser.next_including_whitespace_and_comments() {
            Ok(token) => token.clone(),
            Err(_) => return true,
        };
        if !good(&token, place) {
            return false;
        }
        let name = match &token {
            Token::Function(name) => Some(name.to_ascii_lowercase()),
            Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => None,
            _ => continue,
        };
        let within = Place { function: name.as_deref().or(place.function) };
        let inner =
            parser.parse_nested_block(|inner| Ok::<_, ParseError<'_, ()>>(inside(inner, within, good)));
        if !matches!(inner, Ok(true)) {
            return false;
        }
    }
}

/// Letters, digits, `-` and `_`: a name that no printer has to escape.
pub(super) fn plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}
