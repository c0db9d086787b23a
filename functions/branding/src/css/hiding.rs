//! Values that could hide content or move it out of sight, for properties that are otherwise listed.
//!
//! This keeps a tenant's own pages readable. What nobody may hide (signing, approvals, sign-in fields, the bar of an
//! impersonated session, dialogs) does not depend on it: those parts are outside of the stylesheet's scope.

use super::pieces::{Piece, pieces};

/// Keywords that every property takes; none of them comes from the tenant.
const WIDE: [&str; 5] = ["inherit", "initial", "unset", "revert", "revert-layer"];
/// Boxes that show what is in them.
#[rustfmt::skip]
const BOXES: [&str; 16] = [
    "block", "inline", "inline-block", "flow-root", "flex", "inline-flex", "grid", "inline-grid", "list-item", "table",
    "inline-table", "table-row", "table-cell", "table-row-group", "table-header-group", "table-caption",
];
/// Font sizes of at least 10 pixels that do not shrink from parent to child.
const SIZES: [&str; 7] = ["small", "medium", "large", "x-large", "xx-large", "xxx-large", "larger"];
/// Fonts that draw pictures, or nothing, for letters.
#[rustfmt::skip]
const SYMBOLS: [&str; 13] = [
    "webdings", "wingdings", "wingdings 2", "wingdings 3", "symbol", "marlett", "ms outlook", "mt extra",
    "bookshelf symbol 7", "zapfdingbats", "zapf dingbats", "itc zapf dingbats", "adobe blank",
];
/// Ends of a size in the shorthand.
const SIZED: [&str; 8] = ["px", "pt", "em", "%", "small", "medium", "large", "normal"];
/// Functions that make a color from numbers.
const COLORS: [&str; 10] = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"];

/// The minimum width of a box: that of the narrowest phone.
const NARROWEST: f32 = 320.0;

/// True if `value` of `property` could hide content when it applies to a box and all boxes nested in it.
pub(super) fn adds_up(property: &str, value: &str) -> bool {
    let Some(pieces) = pieces(value) else { return true };
    if let [Piece::Word(word)] = pieces.as_slice()
        && WIDE.contains(&word.as_str())
    {
        return false;
    }
    match property {
        // Text on a button or a badge has its own color, which matches its background.
        "color" => !matches!(pieces.as_slice(), [Piece::Word(word)] if word == "currentcolor"),
        "opacity" => !matches!(pieces.as_slice(), [Piece::Number(n) | Piece::Percent(n)] if *n >= 1.0),
        "width" | "max-width" | "inline-size" | "max-inline-size" | "height" | "max-height"
        | "block-size" | "max-block-size" => !pieces.iter().all(|piece| match piece {
            Piece::Word(_) => true,
            Piece::Percent(share) => *share >= 1.0,
            _ => false,
        }),
        _ => false,
    }
}

/// True where `value` of `property` could hide content.
pub(super) fn hides(property: &str, value: &str) -> bool {
    let Some(pieces) = pieces(value) else { return true };
    if let [Piece::Word(word)] = pieces.as_slice()
        && WIDE.contains(&word.as_str())
    {
        return false;
    }
    let shown = match property {
        "opacity" => matches!(pieces.as_slice(), [Piece::Number(n) | Piece::Percent(n)] if *n >= 0.5),
        "color" | "fill" | "stroke" => visible_colors(&pieces),
        "display" => matches!(pieces.as_slice(), [Piece::Word(word)] if BOXES.contains(&word.as_str())),
        "cursor" => !has_word(&pieces, "none"),
        "font-size" => readable(&pieces),
        "font-family" => letters(value),
        "font" => letters(value) && readable_shorthand(&pieces),
        "line-height" => high(&pieces),
        "letter-spacing" | "word-spacing" => within(&pieces, -1.0, 16.0),
        "vertical-align" => within(&pieces, -16.0, 16.0),
        "text-underline-offset" => within(&pieces, -4.0, 16.0),
        "text-decoration" | "text-decoration-thickness" => within(&pieces, 0.0, 4.0),
        "text-shadow" => within(&pieces, -24.0, 24.0),
        "box-shadow" => within(&pieces, -64.0, 64.0),
        "width" | "max-width" | "inline-size" | "max-inline-size" | "height" | "max-height"
        | "block-size" | "max-block-size" | "--column" | "--sidebar" => roomy(&pieces),
        // Content wider than the screen would be out of sight.
        "min-width" | "min-inline-size" => pieces.iter().all(|piece| match piece {
            Piece::Word(_) => true,
            Piece::Percent(share) => (0.0..=1.0).contains(share),
            Piece::Length(value, unit) => match pixels(*value, unit) {
                Some(pixels) => (0.0..=NARROWEST).contains(&pixels),
                None => (0.0..=100.0).contains(value),
            },
            Piece::Number(value) => *value == 0.0,
            _ => false,
        }),
        "stroke-width" => within(&pieces, 0.0, 32.0),
        _ if property.starts_with("--") => {
            letters(value) && visible_colors(&pieces) && within(&pieces, -200.0, 200.0)
        }
        _ if property.ends_with("radius") => true,
        _ if property.starts_with("border") => within(&pieces, 0.0, 32.0),
        _ if property.starts_with("margin")
            || property.starts_with("padding")
            || property.ends_with("gap") =>
        {
            within(&pieces, -200.0, 200.0)
        }
        _ => within(&pieces, -2_000.0, 2_000.0),
    };
    !shown
}

fn has_word(pieces: &[Piece], wanted: &str) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Word(word) if word == wanted))
}

/// True where every color among them is opaque enough to be read.
fn visible_colors(pieces: &[Piece]) -> bool {
    let function = |name: &str| pieces.iter().any(|piece| matches!(piece, Piece::Function(f) if f == name));
    let made = COLORS.iter().any(|name| function(name));
    let commas = pieces.iter().filter(|piece| matches!(piece, Piece::Comma)).count();
    // An alpha comes after a slash, as a fourth value, or by a variable.
    let alpha = made && (commas > 2 || function("var") || pieces.contains(&Piece::Sign('/')));
    let faint = pieces.iter().any(|piece| match piece {
        Piece::Word(word) => {
            word == "transparent"
                // Mantine's tinted shades have an alpha of a tenth.
                || (word.starts_with("--mantine") && (word.contains("light") || word.contains("outline")))
        }
        Piece::Hash(digits) => faint(digits),
        _ => false,
    });
    // Shares that do not come to 100 % make a mixture transparent.
    !alpha && !faint && !function("color-mix")
}

/// The alpha of a hexadecimal color is below two fifths.
fn faint(digits: &str) -> bool {
    match digits.len() {
        4 => digits.as_bytes().last().is_some_and(|last| matches!(last, b'0'..=b'5')),
        8 => digits.get(6..).and_then(|alpha| u8::from_str_radix(alpha, 16).ok()).is_none_or(|a| a < 0x66),
        _ => false,
    }
}

/// A font size that nobody shrinks to nothing, also where it applies to each element within another.
fn readable(pieces: &[Piece]) -> bool {
    match pieces {
        [Piece::Word(word)] => SIZES.contains(&word.as_str()),
        [one] => readable_size(one),
        [Piece::Function(name), Piece::Word(variable)] if name == "var" => {
            variable.starts_with("--mantine-font-size") || variable.starts_with("--mantine-h")
        }
        // The first value of either is its floor.
        [Piece::Function(name), first, ..] if matches!(name.as_str(), "clamp" | "max") => {
            readable_size(first)
        }
        [Piece::Function(name), sum @ ..] if name == "calc" => {
            sum.iter().any(readable_size)
                && sum.iter().all(|piece| match piece {
                    Piece::Length(value, _) | Piece::Percent(value) => *value >= 0.0,
                    Piece::Sign(sign) => *sign == '+',
                    _ => false,
                })
        }
        _ => false,
    }
}

fn readable_size(piece: &Piece) -> bool {
    match piece {
        Piece::Percent(value) => (1.0..=4.0).contains(value),
        Piece::Length(value, unit) => match unit.as_str() {
            "px" => (10.0..=160.0).contains(value),
            "pt" => (7.5..=120.0).contains(value),
            "rem" => (0.625..=10.0).contains(value),
            "em" => (1.0..=4.0).contains(value),
            _ => false,
        },
        _ => false,
    }
}

/// `font: … size/line-height family`: the first length is the size.
fn readable_shorthand(pieces: &[Piece]) -> bool {
    let end = pieces.iter().position(|piece| *piece == Piece::Sign('/'));
    let (head, tail) = pieces.split_at(end.unwrap_or(pieces.len()));
    let sized = head.iter().any(|piece| match piece {
        Piece::Word(word) => SIZES.contains(&word.as_str()),
        other => readable_size(other),
    });
    let shrunk = head
        .iter()
        .any(|piece| matches!(piece, Piece::Length(..) | Piece::Percent(_)) && !readable_size(piece));
    let computed = pieces.iter().any(|piece| matches!(piece, Piece::Function(_)));
    sized && !shrunk && !computed && tail.get(1).is_none_or(|line| high(std::slice::from_ref(line)))
}

/// A line height that keeps lines apart.
fn high(pieces: &[Piece]) -> bool {
    match pieces {
        [Piece::Word(word)] => word == "normal",
        [Piece::Number(value) | Piece::Percent(value)] => (1.0..=4.0).contains(value),
        [Piece::Length(value, unit)] if matches!(unit.as_str(), "em" | "rem") => (1.0..=8.0).contains(value),
        [Piece::Length(value, unit)] if unit == "px" => (14.0..=200.0).contains(value),
        [Piece::Function(name), Piece::Word(variable)] if name == "var" => {
            variable.starts_with("--mantine-line-height")
        }
        _ => false,
    }
}

/// A width or height that leaves room for what is in the box.
fn roomy(pieces: &[Piece]) -> bool {
    let calculated = matches!(pieces.first(), Some(Piece::Function(name)) if name == "calc");
    let mut taken = false;
    pieces.iter().enumerate().all(|(index, piece)| match piece {
        Piece::Number(_) => false,
        // A share less a fixed length, as in `calc(100% - 240px)`.
        Piece::Sign('-') => {
            taken = calculated && index == 2 && matches!(pieces.get(1), Some(Piece::Percent(share)) if *share >= 0.5);
            taken
        }
        Piece::Sign(sign) => *sign == '+',
        Piece::Function(name) if name == "var" => {
            matches!(pieces.get(index + 1), Some(Piece::Word(name)) if matches!(name.as_str(), "--column" | "--sidebar"))
        }
        Piece::Percent(value) => !taken && (0.1..=2.0).contains(value),
        Piece::Length(value, unit) => match pixels(*value, unit) {
            Some(pixels) if taken => (0.0..=400.0).contains(&pixels),
            Some(pixels) => (16.0..=4_000.0).contains(&pixels),
            None => !taken && *value >= 5.0,
        },
        _ => true,
    })
}

/// True where every fixed length is within these pixels, and shares of the window or the parent stay in proportion.
fn within(pieces: &[Piece], least: f32, most: f32) -> bool {
    // A product could come to anything.
    if most < 2_000.0 && pieces.contains(&Piece::Sign('*')) {
        return false;
    }
    let share = if most >= 2_000.0 {
        10.0
    } else if most >= 200.0 {
        0.5
    } else {
        0.12
    };
    // Percentages within colors and gradients are no lengths.
    let painted = pieces.iter().any(|piece| match piece {
        Piece::Function(name) => !matches!(name.as_str(), "min" | "max" | "clamp" | "calc" | "var"),
        _ => false,
    });
    pieces.iter().all(|piece| match piece {
        Piece::Length(value, unit) => match pixels(*value, unit) {
            Some(pixels) => (least..=most).contains(&pixels),
            None if unit.starts_with(['v', 's', 'l', 'd', 'c']) && unit.len() > 1 && unit != "deg" => {
                value.abs() <= most / 8.0
            }
            // Angles and fractions.
            None => true,
        },
        Piece::Percent(value) => painted || value.abs() <= share,
        _ => true,
    })
}

/// A fixed length in pixels; `None` for other units.
fn pixels(value: f32, unit: &str) -> Option<f32> {
    let size = match unit {
        "px" => 1.0,
        "em" | "rem" | "ic" | "ric" | "lh" | "rlh" | "cap" | "rcap" => 16.0,
        "ex" | "rex" | "ch" | "rch" => 8.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 37.8,
        "mm" => 3.78,
        "q" => 0.945,
        _ => return None,
    };
    Some(value * size)
}

/// True where a list of fonts names none of [`SYMBOLS`].
fn letters(value: &str) -> bool {
    !value.to_ascii_lowercase().split(',').any(|family| {
        let family = family.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')'));
        // In the shorthand the first family comes after the size.
        SYMBOLS.iter().any(|symbols| {
            family.strip_suffix(symbols).is_some_and(|before| {
                before.is_empty()
                    || before.trim_end().ends_with(|c: char| c == '"' || c == '\'' || c.is_ascii_digit())
                    || SIZED.iter().any(|size| before.trim_end().ends_with(size))
            })
        })
    })
}
