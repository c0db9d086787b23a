//! How a file writes days. `31/03/2026` says which number is the day, `01/03/2026` does not: the file decides, or a person
//! is asked.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use spreadsheet::fold;
use utoipa::ToSchema;

/// Which of the first two numbers of a day is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DayOrder {
    /// `31/03/2026`
    DayFirst,
    /// `03/31/2026`
    MonthFirst,
}

/// What was seen of a file's days.
#[derive(Debug, Default)]
pub(super) struct Seen {
    day_first: usize,
    month_first: usize,
    open: Option<String>,
}

impl Seen {
    /// Takes a cell into account.
    pub(super) fn see(&mut self, cell: &str) {
        let read = |order| parse(cell, order);
        match (read(DayOrder::DayFirst), read(DayOrder::MonthFirst)) {
            (Some(_), None) => self.day_first += 1,
            (None, Some(_)) => self.month_first += 1,
            (Some(one), Some(other)) if one != other && self.open.is_none() => {
                self.open = Some(cell.trim().to_owned());
            }
            _ => {}
        }
    }

    /// The order of the file, and the first day that could be read both ways where the others do not agree on one.
    pub(super) fn decide(&self) -> (DayOrder, Option<String>) {
        let order = if self.month_first > self.day_first { DayOrder::MonthFirst } else { DayOrder::DayFirst };
        let agreed = (self.day_first == 0) != (self.month_first == 0);
        (order, self.open.clone().filter(|_| !agreed))
    }
}

/// Reads `2026-03-31`, `31.03.2026`, `31/03/2026`, `3/31/26`, `20260331`, `31 Mar 2026`, `March 31, 2026`; what stands
/// behind it, as a time, is left out.
pub(super) fn parse(text: &str, order: DayOrder) -> Option<Date> {
    let text = text.trim();
    let bare = text.split_once('T').map_or(text, |(day, time)| if time.contains(':') { day } else { text });
    if bare.len() == 8 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::strptime("%Y%m%d", bare).ok();
    }
    let words: Vec<&str> =
        bare.split([' ', '-', '/', '.', ',']).filter(|word| !word.is_empty()).take(4).collect();
    let [first, second, third, rest @ ..] = words.as_slice() else { return None };
    if rest.first().is_some_and(|time| !time.contains(':')) {
        return None;
    }
    let dots = bare.contains('.');
    match (month(first), month(second)) {
        (Some(month), None) => on(number(second)?, month, year(third)?),
        (None, Some(month)) => on(number(first)?, month, year(third)?),
        _ if first.len() == 4 => on(number(third)?, number(second)?, year(first)?),
        // Nobody writes points between month and day.
        _ if dots || order == DayOrder::DayFirst => on(number(first)?, number(second)?, year(third)?),
        _ => on(number(second)?, number(first)?, year(third)?),
    }
}

fn on(day: i8, month: i8, year: i16) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn number(word: &str) -> Option<i8> {
    ((1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| word.parse().ok())?
}

/// Four digits, or two of this century.
fn year(word: &str) -> Option<i16> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    match word.len() {
        4 if digits => word.parse().ok(),
        2 if digits => word.parse::<i16>().ok().map(|short| 2_000 + short),
        _ => None,
    }
}

/// The month of this name, or of its beginning, in English, German or Spanish.
fn month(word: &str) -> Option<i8> {
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let begin: String = fold(word).chars().take(3).collect();
    Some(match begin.as_str() {
        "jan" | "ene" => 1,
        "feb" => 2,
        "mar" => 3,
        "apr" | "abr" => 4,
        "may" | "mai" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" | "ago" => 8,
        "sep" => 9,
        "oct" | "okt" => 10,
        "nov" => 11,
        "dec" | "dez" | "dic" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn days_are_read_as_programs_write_them() {
        let day = date(2026, 3, 31);
        for text in [
            "2026-03-31",
            "2026/03/31",
            "20260331",
            "31.03.2026",
            "31.3.26",
            "31/03/2026",
            "31-03-2026",
            "2026-03-31 12:34",
            "2026-03-31T12:34:56Z",
            "31 Mar 2026",
            "Mar 31, 2026",
            "31. März 2026",
            "31-mar-26",
        ] {
            assert_eq!(parse(text, DayOrder::DayFirst), Some(day), "{text}");
        }
        assert_eq!(parse("03/31/2026", DayOrder::MonthFirst), Some(day));
        assert_eq!(parse("31.03.2026", DayOrder::MonthFirst), Some(day));
        for wrong in ["03/31/2026", "31/02/2026", "2026", "", "soon", "1/2", "31/03/2026/7", "1/1/126"] {
            assert_eq!(parse(wrong, DayOrder::DayFirst), None, "{wrong}");
        }
    }

    #[test]
    fn the_file_decides_which_number_is_the_day_or_it_is_asked() {
        let decided = |cells: &[&str]| {
            let mut seen = Seen::default();
            cells.iter().for_each(|cell| seen.see(cell));
            seen.decide()
        };
        use DayOrder::{DayFirst, MonthFirst};
        assert_eq!(decided(&["01/03/2026", "31/03/2026"]), (DayFirst, None));
        assert_eq!(decided(&["01/03/2026", "03/31/2026"]), (MonthFirst, None));
        assert_eq!(decided(&["01/03/2026", "02/02/2026"]), (DayFirst, Some("01/03/2026".to_owned())));
        assert_eq!(decided(&["02/02/2026", "2026-03-01", "01.03.2026"]), (DayFirst, None));
        assert_eq!(
            decided(&["01/03/2026", "31/03/2026", "03/31/2026"]),
            (DayFirst, Some("01/03/2026".to_owned()))
        );
    }

    proptest! {
        #[test]
        fn a_file_of_one_region_is_read_right_or_asked_about(
            days in prop::collection::vec((2000_i16..2100, 1_i8..=12, 1_i8..=28), 1..10), month_first in any::<bool>(),
        ) {
            let order = if month_first { DayOrder::MonthFirst } else { DayOrder::DayFirst };
            let written = |(year, month, day): &(i16, i8, i8)| match order {
                DayOrder::DayFirst => format!("{day:02}/{month:02}/{year}"),
                DayOrder::MonthFirst => format!("{month:02}/{day:02}/{year}"),
            };
            let mut seen = Seen::default();
            for day in &days {
                seen.see(&written(day));
                prop_assert_eq!(parse(&written(day), order), Some(date(day.0, day.1, day.2)));
            }
            let (decided, open) = seen.decide();
            let silent = days.iter().all(|(_, month, day)| month == day);
            prop_assert!(decided == order || open.is_some() || silent);
        }

        #[test]
        fn no_text_does_harm(text in any::<String>()) {
            let _ = parse(&text, DayOrder::DayFirst);
        }
    }
}
