//! Numbers as files write them.

use proptest::prelude::*;

use super::*;

fn decided(cells: &[&str], usual: DecimalMark) -> (DecimalMark, Option<String>) {
    let mut marks = Marks::default();
    for cell in cells {
        marks.see(cell);
    }
    let decision = marks.decide(usual);
    (decision.mark, decision.open)
}

#[test]
fn the_file_decides_and_what_it_leaves_open_is_asked() {
    use DecimalMark::{Comma, Point};
    for (cells, usual, mark, open) in [
        (&["1.000"][..], Comma, Comma, Some("1.000")),
        (&["1.000"], Point, Point, Some("1.000")),
        (&["1,000"], Point, Point, Some("1,000")),
        (&["1.000", "12,50"], Point, Comma, None),
        (&["1.000", "12.50"], Comma, Point, None),
        (&["1.000", "1.234,50"], Point, Comma, None),
        (&["1.000", "1.000.000"], Point, Comma, None),
        (&["1.000", "0.175"], Comma, Point, None),
        (&["1.000", "1000.000"], Comma, Point, None),
        (&["1.000", "1'234.5"], Comma, Point, None),
        (&["1.000", "1\u{a0}234,500"], Point, Comma, None),
        // They contradict each other: asked.
        (&["1.000", "12,50", "12.50"], Comma, Comma, Some("1.000")),
        (&["12,50", "7,5", "12.50"], Point, Comma, None),
        (&["100", "x", "", "1.2.3"], Comma, Comma, None),
        (&["12"], Point, Point, None),
    ] {
        assert_eq!(decided(cells, usual), (mark, open.map(str::to_owned)), "{cells:?}");
    }
}

#[test]
fn numbers_are_read_with_the_mark_of_the_file_alone() {
    use DecimalMark::{Comma, Point};
    for (cell, mark, read) in [
        ("1.000", Comma, Some("1000")),
        ("1.000", Point, Some("1.000")),
        ("1.234.567,5", Comma, Some("1234567.5")),
        ("12,34,567.50", Point, Some("1234567.50")),
        ("1 234,50 €", Comma, Some("1234.50")),
        ("CHF 1'234.50", Point, Some("1234.50")),
        ("$-12.50", Point, Some("-12.50")),
        ("-$12.50", Point, Some("-12.50")),
        ("(12.50)", Point, Some("-12.50")),
        ("12,50-", Comma, Some("-12.50")),
        ("\u{2212}5", Point, Some("-5")),
        ("+5", Point, Some("5")),
        ("€ +5,50", Comma, Some("5.50")),
        ("1000.-", Point, Some("1000.00")),
        ("-1000.-", Point, Some("-1000.00")),
        ("1'000.\u{2014}", Point, Some("1000.00")),
        ("CHF 12.\u{2013}", Point, Some("12.00")),
        ("1.000,--", Comma, Some("1000.00")),
        ("1.000,--", Point, None),
        ("$12.50 USD", Point, Some("12.50")),
        ("$$12.50", Point, None),
        ("EUR 12 USD", Point, None),
        ("+-5", Point, None),
        ("5+", Point, None),
        ("5.---", Point, None),
        ("12,50 EUR", Comma, Some("12.50")),
        (".5", Point, Some("0.5")),
        ("0.175", Point, Some("0.175")),
        ("12.50", Comma, None),
        ("1.00", Comma, None),
        ("1,5", Point, None),
        ("1,2345", Point, None),
        ("0,000,1", Point, None),
        ("1.2.3", Point, None),
        ("12.", Point, None),
        ("1 2", Point, None),
        ("1e3", Point, None),
        ("--1", Point, None),
        ("-(1)", Point, None),
        ("", Point, None),
        ("€", Point, None),
        ("١", Point, None),
    ] {
        assert_eq!(plain(cell, mark).as_deref(), read, "{cell} {mark:?}");
    }
}

#[test]
fn what_stands_beside_a_number_is_told() {
    for (cell, sign, code) in [
        ("12.50", None, None),
        ("€ 12.50", Some('€'), None),
        ("12.50 CHF", None, Some("CHF")),
        ("USD -$12.50", Some('$'), Some("USD")),
    ] {
        assert_eq!(currency_of(cell), Some(Beside { sign, code }), "{cell}");
    }
    assert_eq!(currency_of("€"), None);
}

/// As a spreadsheet of that region writes it.
fn written(whole: u64, part: &str, mark: DecimalMark, groups: bool) -> String {
    let digits = whole.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if groups && place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(mark.other().sign());
        }
        text.push(digit);
    }
    if part.is_empty() { text } else { format!("{text}{}{part}", mark.sign()) }
}

proptest! {
    #[test]
    fn a_file_of_one_region_is_never_misread(
        cells in prop::collection::vec((0_u64..99_999_999_999, "[0-9]{0,6}"), 1..12),
        comma in any::<bool>(), groups in any::<bool>(), usual in any::<bool>(),
    ) {
        let of = |comma| if comma { DecimalMark::Comma } else { DecimalMark::Point };
        let mark = of(comma);
        let mut marks = Marks::default();
        for (whole, part) in &cells {
            marks.see(&written(*whole, part, mark, groups));
        }
        let decision = marks.decide(of(usual));
        // Right, or asked: never a wrong reading without a word. Whole numbers say nothing, and read the same.
        let silent = cells.iter().all(|(whole, part)| part.is_empty() && (!groups || *whole < 1_000));
        prop_assert!(decision.mark == mark || decision.open.is_some() || silent);
        for (whole, part) in &cells {
            let expected = if part.is_empty() { whole.to_string() } else { format!("{whole}.{part}") };
            prop_assert_eq!(plain(&written(*whole, part, mark, groups), mark), Some(expected));
        }
    }

    #[test]
    fn no_text_does_harm(text in any::<String>()) {
        let mut marks = Marks::default();
        marks.see(&text);
        for mark in [DecimalMark::Point, DecimalMark::Comma] {
            if let Some(read) = plain(&text, mark) {
                prop_assert!(read.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte)), "{}", read);
            }
        }
    }
}
