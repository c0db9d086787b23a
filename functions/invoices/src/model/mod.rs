//! The nouns.

mod invoice;
mod record;
mod tally;
mod view;

pub use invoice::{INVOICE, Invoice, Line};
pub(crate) use record::{Amounts, InvoiceRecord, LineRecord};
pub use tally::{CurrencyTally, Sum, TALLY, Tally};
pub use view::InvoiceTotals;
pub(crate) use view::{InvoiceList, InvoiceSummary, InvoiceView};
