//! A value as a flat list of its parts, for rules about what it comes to.

use cssparser::Token;

use super::walk::all;

/// One part of a value. The arguments of a function follow it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// In small letters; variables with their dashes.
    Word(String),
    Number(f32),
    /// 1.0 for 100 %.
    Percent(f32),
    /// Value and unit, the unit in small letters.
    Length(f32, String),
    /// In small letters.
    Function(String),
    /// The digits of a color.
    Hash(String),
    Sign(char),
    Comma,
    Other,
}

/// The parts of `value`; `None` where it cannot be read.
pub(super) fn pieces(value: &str) -> Option<Vec<Piece>> {
    let mut found = Vec::new();
    let whole = all(value, |token, _| {
        found.push(match token {
            Token::WhiteSpace(_) | Token::Comment(_) => return true,
            Token::Ident(name) => Piece::Word(name.to_ascii_lowercase()),
            Token::Number { value, .. } => Piece::Number(*value),
            Token::Percentage { unit_value, .. } => Piece::Percent(*unit_value),
            Token::Dimension { value, unit, .. } => Piece::Length(*value, unit.to_ascii_lowercase()),
            Token::Function(name) => Piece::Function(name.to_ascii_lowercase()),
            Token::Hash(digits) | Token::IDHash(digits) => Piece::Hash(digits.to_ascii_lowercase()),
            Token::Delim(sign) => Piece::Sign(*sign),
            Token::Comma => Piece::Comma,
            _ => Piece::Other,
        });
        true
    });
    (whole && !found.is_empty()).then_some(found)
}
