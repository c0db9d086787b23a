//! How a file writes numbers: which of point and comma begins the decimals. One cell often cannot say (`1.000`), the file
//! mostly can; where it cannot, a person is asked. Numbers stay text: nothing here is a floating-point number.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What begins the decimals of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

impl DecimalMark {
    fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// What was seen of a file's numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    point: usize,
    comma: usize,
    open: Option<String>,
}

/// What follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What the file's numbers are read with.
    pub mark: DecimalMark,
    /// The first number that could be read both ways, as it stands in the file; absent where the file itself decides.
    pub open: Option<String>,
}

impl Marks {
    /// Takes a cell into account; what is no number says nothing.
    pub fn see(&mut self, cell: &str) {
        let Some(number) = Number::of(cell) else { return };
        match number.says() {
            Says::Mark(DecimalMark::Point) => self.point += 1,
            Says::Mark(DecimalMark::Comma) => self.comma += 1,
            Says::Either if self.open.is_none() => self.open = Some(cell.trim().to_owned()),
            Says::Either | Says::Nothing => {}
        }
    }

    /// The mark of the file: what its numbers show, or `usual` where they show nothing. Open where a number could be read
    /// both ways and the others do not agree on one of them.
    #[must_use]
    pub fn decide(&self, usual: DecimalMark) -> Decision {
        let mark = match self.point.cmp(&self.comma) {
            std::cmp::Ordering::Greater => DecimalMark::Point,
            std::cmp::Ordering::Less => DecimalMark::Comma,
            std::cmp::Ordering::Equal => usual,
        };
        let agreed = (self.point == 0) != (self.comma == 0);
        Decision { mark, open: self.open.clone().filter(|_| !agreed) }
    }
}

/// The number as digits with a point and maybe a minus, `1.234,50 €` → `1234.50`; `None` for what is no number with this
/// decimal mark. A wrong place of a group mark is an error, not a guess.
#[must_use]
pub fn plain(cell: &str, mark: DecimalMark) -> Option<String> {
    let number = Number::of(cell)?;
    let (whole, part) = match number.digits.split_once(mark.sign()) {
        Some((_, part)) if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) => return None,
        Some((whole, part)) => (whole, part),
        None => (&*number.digits, ""),
    };
    let groups: Vec<&str> = whole.split(mark.other().sign()).collect();
    if groups.len() > 1 && (number.spaced || !grouped(&groups)) {
        return None;
    }
    let whole = groups.concat();
    let whole = if whole.is_empty() && !part.is_empty() { "0" } else { &whole };
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let sign = if number.negative { "-" } else { "" };
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

/// The currency that stands beside a number: its sign, and its code as three capitals. `None` for what is no number.
#[must_use]
pub fn currency_of(cell: &str) -> Option<Beside<'_>> {
    Number::of(cell).map(|number| number.beside)
}

/// What stands beside a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beside<'a> {
    /// A sign, as `€`.
    pub sign: Option<char>,
    /// Three capitals, such as `EUR`, not checked against ISO 4217.
    pub code: Option<&'a str>,
}

/// Thousands, or lakhs and crores: three digits at the end, two or three in between, one to three in front.
fn grouped(groups: &[&str]) -> bool {
    let digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let [first, middle @ .., last] = groups else { return false };
    digits
        && (1..=3).contains(&first.len())
        && last.len() == 3
        && middle.iter().all(|group| (2..=3).contains(&group.len()))
}

/// A number without currency, sign and spaces between its groups: digits, points and commas.
struct Number<'a> {
    negative: bool,
    digits: Cow<'a, str>,
    /// True where blanks or apostrophes part its groups: the one mark that it has begins the decimals.
    spaced: bool,
    beside: Beside<'a>,
}

/// What one number says of the mark.
enum Says {
    Mark(DecimalMark),
    Either,
    Nothing,
}

impl<'a> Number<'a> {
    fn of(cell: &'a str) -> Option<Self> {
        let mut text = cell.trim_matches(blank);
        let mut negative = false;
        if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (text, negative) = (inner.trim_matches(blank), true);
        }
        let mut beside = Beside::default();
        let mut signed = negative;
        // A sign stands before or behind the currency, and before or behind the number.
        for _ in 0..2 {
            text = without_currency(text, &mut beside)?;
            let behind = if is_whole(text) { None } else { text.strip_suffix(minus) };
            let front = text.strip_prefix(|letter| letter == '+' || minus(letter));
            if let Some(rest) = front.or(behind) {
                if signed {
                    return None;
                }
                (signed, negative) = (true, !text.starts_with('+'));
                text = rest.trim_matches(blank);
            }
        }
        let cents = with_cents(text);
        let joined = unspaced(&cents)?;
        let spaced = matches!(joined, Cow::Owned(_));
        let digits = match (spaced, &cents) {
            (false, Cow::Borrowed(text)) => Cow::Borrowed(*text),
            _ => Cow::Owned(joined.into_owned()),
        };
        let known = !digits.is_empty()
            && digits.chars().all(|letter| letter.is_ascii_digit() || ".,".contains(letter));
        (known && digits.chars().any(|letter| letter.is_ascii_digit())).then_some(Self {
            negative,
            digits,
            spaced,
            beside,
        })
    }

    fn says(&self) -> Says {
        let (points, commas) = (self.digits.matches('.').count(), self.digits.matches(',').count());
        let mark = match (points, commas) {
            (0, 0) => return Says::Nothing,
            (1, 0) => DecimalMark::Point,
            (0, 1) => DecimalMark::Comma,
            // Groups alone: the other one would begin the decimals.
            (_, 0) => return self.fits(DecimalMark::Comma),
            (0, _) => return self.fits(DecimalMark::Point),
            // Both: the last one begins the decimals.
            _ if self.digits.rfind('.') > self.digits.rfind(',') => return self.fits(DecimalMark::Point),
            _ => return self.fits(DecimalMark::Comma),
        };
        let (before, after) = self.digits.split_once(mark.sign()).unwrap_or_default();
        let groups = (1..=3).contains(&before.len()) && !before.starts_with('0') && after.len() == 3;
        if groups && !self.spaced { Says::Either } else { self.fits(mark) }
    }

    fn fits(&self, mark: DecimalMark) -> Says {
        if plain(&self.digits, mark).is_some() || self.spaced { Says::Mark(mark) } else { Says::Nothing }
    }
}

fn blank(letter: char) -> bool {
    letter.is_whitespace()
}

fn minus(letter: char) -> bool {
    matches!(letter, '-' | '\u{2212}' | '\u{2013}')
}

fn dash(letter: char) -> bool {
    minus(letter) || letter == '\u{2014}'
}

/// True for `1000.-` and `1.000,--`: dashes in the place of the cents say that there are none, and are no minus.
fn is_whole(text: &str) -> bool {
    text.ends_with(dash) && text.trim_end_matches(dash).ends_with(['.', ','])
}

/// With digits where one or two dashes stand for the cents.
fn with_cents(text: &str) -> Cow<'_, str> {
    let whole = text.trim_end_matches(dash);
    let dashes = text[whole.len()..].chars().count();
    if is_whole(text) && dashes <= 2 { Cow::Owned(format!("{whole}00")) } else { Cow::Borrowed(text) }
}

/// Without a sign of currency, and a code as of ISO 4217, in front or behind; `None` where two of a kind are there.
fn without_currency<'a>(text: &'a str, beside: &mut Beside<'a>) -> Option<&'a str> {
    let code = |text: &&str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut text = text.trim_matches(blank);
    loop {
        let front = text.chars().next().filter(|letter| currency_sign(*letter));
        let behind = text.chars().next_back().filter(|letter| currency_sign(*letter));
        let first = text.get(..3).filter(code);
        let last = text.len().checked_sub(3).and_then(|at| text.get(at..)).filter(code);
        let length = match (front.or(behind), first.or(last)) {
            (Some(sign), _) if beside.sign.is_none() => {
                beside.sign = Some(sign);
                sign.len_utf8()
            }
            (None, Some(code)) if beside.code.is_none() => {
                beside.code = Some(code);
                code.len()
            }
            (None, None) => return Some(text),
            _ => return None,
        };
        let in_front = front.is_some() || (behind.is_none() && first.is_some());
        text = if in_front { &text[length..] } else { &text[..text.len() - length] };
        text = text.trim_matches(blank);
    }
}

fn currency_sign(letter: char) -> bool {
    matches!(letter, '$' | '£' | '€' | '¥' | '₹' | '₽' | '₺' | '₩' | '₪' | '₫' | '฿' | '₴' | '₦' | '¤')
}

/// `1 234,50` and `1'234.50` without what parts their groups; `None` where it parts anything else.
fn unspaced(text: &str) -> Option<Cow<'_, str>> {
    let parts = |letter: char| blank(letter) || matches!(letter, '\'' | '\u{2019}');
    if !text.contains(parts) {
        return Some(Cow::Borrowed(text));
    }
    let end = text.find(['.', ',']).unwrap_or(text.len());
    let (whole, rest) = text.split_at(end);
    let groups: Vec<&str> = whole.split(parts).collect();
    (grouped(&groups) && !rest.contains(parts)).then(|| Cow::Owned(format!("{}{rest}", groups.concat())))
}

#[cfg(test)]
mod tests;
