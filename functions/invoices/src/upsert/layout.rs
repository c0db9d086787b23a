//! Files of programs that are known: which one wrote a file, and what is particular about it.

use serde::Serialize;
use spreadsheet::{DecimalMark, ReadError, Table, fold};
use utoipa::ToSchema;

use super::columns::known;
use super::datev::BatchHeader;

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
const SIGNS: [(Layout, &[&str]); 11] = [
    (Layout::Portal, &["number", "company", "issued"]),
    (Layout::Xero, &["contactname", "invoicenumber", "unitamount"]),
    (Layout::Datev, &["umsatzohnesollhabenkz", "belegfeld1"]),
    (Layout::Datev, &["umsatzohnesollhabenkennzeichen", "belegfeld1"]),
    (Layout::Stripe, &["amountdue", "customername", "duedateutc"]),
    (Layout::Stripe, &["amountdue", "dateutc", "subtotal"]),
    (Layout::Quickbooks, &["invoiceno", "customer", "itemamount"]),
    (Layout::Quickbooks, &["transactiontype", "num"]),
    (Layout::Quickbooks, &["transactiontype", "transactiondate"]),
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

    /// The decimal mark that the program writes, unless the file shows another one.
    pub(super) fn mark(self) -> Option<DecimalMark> {
        match self {
            Self::Datev => Some(DecimalMark::Comma),
            // Stripe writes points, but spreadsheets save its files with commas.
            Self::Portal | Self::Xero | Self::Quickbooks | Self::Lexware | Self::Stripe => None,
        }
    }
}

/// What wrote a file.
pub(super) struct Origin {
    pub(super) layout: Option<Layout>,
    /// What holds for all postings of a DATEV file.
    pub(super) batch: Option<BatchHeader>,
}

/// Finds the head of a file, and what wrote it. Reports have lines of a title above their head; a posting batch of DATEV
/// has a line that says of which days it is. Ends with a sentence for a DATEV file that holds no postings.
pub(super) fn find(table: &mut Table) -> Result<Origin, ReadError> {
    if BatchHeader::is_datev(&table.head) {
        let batch = BatchHeader::of(&table.head)?;
        table.begin_at(0);
        return Ok(Origin { layout: Some(Layout::Datev), batch: Some(batch) });
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
    let layout = Layout::of(&table.head);
    Ok(Origin { layout, batch: (layout == Some(Layout::Datev)).then(BatchHeader::default) })
}
