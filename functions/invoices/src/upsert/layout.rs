//! Files of programs that are known: which one wrote a file, and what is particular about it.

use jiff::civil::Date;
use serde::Serialize;
use spreadsheet::{DecimalMark, Table, fold};
use utoipa::ToSchema;

use super::columns::known;

/// Rows above the head of a report, at most.
const TITLE: usize = 10;

/// A program whose files are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = InvoiceLayout)]
pub(crate) enum Layout {
    /// Our own columns.
    Portal,
    /// Xero's export of sales invoices.
    Xero,
    /// QuickBooks Online.
    Quickbooks,
    /// DATEV-Format, posting batch.
    Datev,
    /// Lexware Office, before lexoffice.
    Lexware,
    /// Stripe's export of invoices.
    Stripe,
}

/// Columns by which each is told: all of them stand in its head.
const SIGNS: [(Layout, &[&str]); 8] = [
    (Layout::Portal, &["number", "company", "issued"]),
    (Layout::Xero, &["contactname", "invoicenumber", "unitamount"]),
    (Layout::Datev, &["umsatzohnesollhabenkz", "belegfeld1"]),
    (Layout::Stripe, &["amountdue", "customername", "duedateutc"]),
    (Layout::Quickbooks, &["invoiceno", "customer", "itemamount"]),
    (Layout::Quickbooks, &["transactiontype", "num", "name"]),
    (Layout::Lexware, &["belegnummer", "belegdatum", "kontakt"]),
    (Layout::Lexware, &["belegnummer", "belegdatum", "kunde"]),
];

impl Layout {
    /// The program whose head this is.
    fn of(head: &[String]) -> Option<Self> {
        let folded: Vec<String> = head.iter().map(|name| fold(name)).collect();
        let has = |sign: &&str| folded.iter().any(|name| name == sign);
        SIGNS.iter().find(|(_, signs)| signs.iter().all(has)).map(|(layout, _)| *layout)
    }

    /// The decimal mark, where the format prescribes it.
    pub(super) fn mark(self) -> Option<DecimalMark> {
        match self {
            Self::Datev => Some(DecimalMark::Comma),
            Self::Stripe => Some(DecimalMark::Point),
            Self::Portal | Self::Xero | Self::Quickbooks | Self::Lexware => None,
        }
    }
}

/// Finds the head of a file, and what wrote it. Reports have lines of a title above their head; a posting batch of DATEV
/// has a line that says of which days it is.
pub(super) fn find(table: &mut Table) -> (Option<Layout>, Option<Period>) {
    if matches!(table.head.first().map(String::as_str), Some("EXTF" | "DTVF")) {
        let period = Period::of(&table.head);
        table.begin_at(0);
        return (Layout::of(&table.head), period);
    }
    let mut best = (known(&table.head), None);
    for (place, row) in table.rows.iter().take(TITLE).enumerate() {
        let count = known(&row.cells().map(str::to_owned).collect::<Vec<_>>());
        if count >= 3 && count > best.0 + 1 {
            best = (count, Some(place));
        }
    }
    if let Some(place) = best.1 {
        table.begin_at(place);
    }
    (Layout::of(&table.head), None)
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
