//! How deeply a stylesheet nests: parsers recurse, so this is asked before one sees it.

use cssparser::{ParseError, Parser, ParserInput, Token};

/// A media query, a rule, and functions in functions in functions.
const DEEPEST: u8 = 8;

/// The line (from 1) on which `source` nests deeper than is accepted.
pub(super) fn too_deep(source: &str) -> Option<u32> {
    let mut input = ParserInput::new(source);
    walk(&mut Parser::new(&mut input), DEEPEST)
}

fn walk(parser: &mut Parser<'_, '_>, left: u8) -> Option<u32> {
    loop {
        let line = parser.current_source_location().line + 1;
        let opens = match parser.next_including_whitespace_and_comments() {
            Ok(token) => matches!(
                token,
                Token::Function(_)
                    | Token::ParenthesisBlock
                    | Token::SquareBracketBlock
                    | Token::CurlyBracketBlock
            ),
            Err(_) => return None,
        };
        if !opens {
            continue;
        }
        if left == 0 {
            return Some(line);
        }
        let inner = parser.parse_nested_block(|inner| Ok::<_, ParseError<'_, ()>>(walk(inner, left - 1)));
        if let Ok(Some(line)) = inner {
            return Some(line);
        }
    }
}
