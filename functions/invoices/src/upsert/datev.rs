//! The first line of a DATEV file: what the file holds, and what holds for all of its rows.

use jiff::civil::Date;
use spreadsheet::ReadError;

use super::postings::Chart;
use crate::money::Currency;

/// The format category of a posting batch, in field 3.
const POSTINGS: &str = "21";
/// Digits of a general ledger account where field 14 does not say it.
const ACCOUNT_LENGTH: u32 = 4;

/// What the first line of a posting batch says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BatchHeader {
    pub(super) period: Option<Period>,
    /// For rows without `WKZ Umsatz`.
    pub(super) currency: Option<Currency>,
    /// Digits of a general ledger account; customers and vendors have one more.
    pub(super) account_length: u32,
    /// The chart of accounts, where it is one that we know.
    pub(super) chart: Option<Chart>,
}

impl BatchHeader {
    /// Whether a file that begins with this line is one of DATEV.
    pub(super) fn is_datev(line: &[String]) -> bool {
        matches!(line.first().map(String::as_str), Some("EXTF" | "DTVF"))
    }

    /// Ends with a sentence for a file that holds something other than postings.
    pub(super) fn of(line: &[String]) -> Result<Self, ReadError> {
        let field = |number: usize| line.get(number - 1).map_or("", |text| text.trim());
        if field(3) != POSTINGS {
            return Err(format!(
                "This DATEV file holds “{}” (category {}), not postings. Export a posting batch (Buchungsstapel, \
                 category {POSTINGS}).",
                field(4),
                field(3)
            ));
        }
        let length = field(14).parse().ok().filter(|length| (4..=8).contains(length));
        Ok(Self {
            period: Period::of(line),
            currency: Currency::parse(field(22)),
            account_length: length.unwrap_or(ACCOUNT_LENGTH),
            chart: Chart::named(field(27)),
        })
    }
}

/// A `DTVF` or `EXTF` line that was removed: the defaults of the format.
impl Default for BatchHeader {
    fn default() -> Self {
        Self { period: None, currency: None, account_length: ACCOUNT_LENGTH, chart: None }
    }
}

/// The days of a posting batch: its rows say day and month alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    from: Date,
    to: Date,
}

impl Period {
    /// Fields 15 and 16 of the first line; else the year that begins with field 13.
    fn of(line: &[String]) -> Option<Self> {
        let day = |field: usize| line.get(field - 1).and_then(|text| Date::strptime("%Y%m%d", text).ok());
        if let (Some(from), Some(to)) = (day(15), day(16)) {
            return Some(Self { from, to });
        }
        let from = day(13)?;
        let to = from.checked_add(jiff::Span::new().years(1)).ok()?.yesterday().ok()?;
        Some(Self { from, to })
    }

    /// `0103` or `103` as the first of March of the year in which it lies in the period.
    pub(super) fn day(self, text: &str) -> Option<Date> {
        if !(3..=4).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: i8 = text[..text.len() - 2].parse().ok()?;
        let month: i8 = text[text.len() - 2..].parse().ok()?;
        let years = self.from.year()..=self.to.year();
        let days: Vec<Date> = years.filter_map(|year| Date::new(year, month, number).ok()).collect();
        let within = days.iter().find(|day| (self.from..=self.to).contains(*day)).copied();
        within.or_else(|| days.first().copied())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn head(line: &str) -> Vec<String> {
        line.split([',', ';']).map(|cell| cell.trim_matches('"').to_owned()).collect()
    }

    #[test]
    fn a_day_of_a_posting_batch_lies_in_its_period() {
        // The first line as the DATEV developer portal shows it for a posting batch.
        let line = "\"EXTF\";700;21;\"Buchungsstapel\";13;20240130140440439;;\"RE\";\"\";\"\";29098;55003;20240101;4;20240101;20240831;\"Buchungsstapel\"";
        let period = Period::of(&head(line)).unwrap();
        assert_eq!(period.day("0103"), Some(date(2024, 3, 1)));
        assert_eq!(period.day("103"), Some(date(2024, 3, 1)));
        assert_eq!(period.day("3113"), None);
        assert_eq!(period.day("1.3."), None);
        let over_the_year = Period { from: date(2025, 7, 1), to: date(2026, 6, 30) };
        assert_eq!(over_the_year.day("0103"), Some(date(2026, 3, 1)));
        assert_eq!(over_the_year.day("0112"), Some(date(2025, 12, 1)));
    }
}
