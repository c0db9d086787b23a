//! What a company owes and has paid, written in the batch of every change that moves it: a figure costs one read,
//! whatever the number of invoices.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::id::CompanyId;
use shared::store::{Document, Kind, Reach};
use utoipa::ToSchema;

use super::Invoice;
use crate::money::Currency;
use crate::status::State;

/// The largest sum that every JSON reader reads exactly.
const EXACT: i64 = 1 << 53;

/// So many invoices with so much in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InvoiceSum)]
pub struct Sum {
    /// How many.
    pub count: u64,
    /// How much, in the currency's smallest unit.
    pub total: i64,
}

/// One currency's part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyTally {
    /// What is to be paid, by the day on which it is due ([`Invoice::due_key`]): so what is overdue needs no timer.
    pub unpaid: BTreeMap<String, Sum>,
    /// What is paid; credits that were used up are taken off.
    pub paid: Sum,
    /// Credits that are not used up yet: their sum is below zero.
    #[serde(default)]
    pub credit: Sum,
}

/// A company's sums. One document for all its currencies, so that its reader need not know which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// `ivt.cmp_…`
    pub id: String,
    /// Whose.
    pub company: CompanyId,
    /// By the currency's code.
    pub currencies: BTreeMap<String, CurrencyTally>,
}

/// Sums of companies; read and written by id alone.
pub static TALLY: Kind =
    Kind { name: "invoice_tally", reach: Reach::Company, indexes: &[], residual: &[], terms: false };

impl Document for Tally {
    const KIND: &'static Kind = &TALLY;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

/// That a sum would grow beyond what is read exactly.
#[derive(Debug, PartialEq, Eq)]
pub struct TooMuch;

impl Sum {
    /// With `other` added.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { count: self.count + other.count, total: self.total.saturating_add(other.total) }
    }
}

impl Tally {
    /// Id of a company's.
    #[must_use]
    pub fn of_company(company: &CompanyId) -> String {
        format!("ivt.{company}")
    }

    /// With nothing in it.
    #[must_use]
    pub fn empty(company: &CompanyId) -> Self {
        Self { id: Self::of_company(company), company: company.clone(), currencies: BTreeMap::new() }
    }

    /// Takes `before` out and puts `after` in. Nothing has changed where it is refused.
    pub fn turn(&mut self, before: Option<&Invoice>, after: &Invoice) -> Result<(), TooMuch> {
        if let Some(before) = before {
            self.put(before, -1);
        }
        self.put(after, 1);
        let fits = |sum: Sum| sum.total.abs() < EXACT;
        let sums = self
            .currencies
            .values()
            .all(|tally| fits(tally.paid) && fits(tally.credit) && fits(tally.sum_of_unpaid()));
        if sums {
            return Ok(());
        }
        self.put(after, -1);
        if let Some(before) = before {
            self.put(before, 1);
        }
        Err(TooMuch)
    }

    fn put(&mut self, invoice: &Invoice, sign: i64) {
        let code = invoice.currency.code();
        let tally = self.currencies.entry(code.to_owned()).or_default();
        let add = |sum: &mut Sum| {
            sum.count = sum.count.saturating_add_signed(sign);
            sum.total = sum.total.saturating_add(sign * invoice.total);
        };
        match invoice.state {
            State::Sent => {
                let sum = tally.unpaid.entry(invoice.due_key.clone()).or_default();
                add(sum);
                if sum.count == 0 {
                    tally.unpaid.remove(&invoice.due_key);
                }
            }
            State::Paid => add(&mut tally.paid),
            State::Credit => add(&mut tally.credit),
            State::Draft | State::Void => {}
        }
        if *tally == CurrencyTally::default() {
            self.currencies.remove(code);
        }
    }

    /// The currency of each part, with the part.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (Currency, &CurrencyTally)> {
        self.currencies.iter().filter_map(|(code, tally)| Currency::parse(code).map(|known| (known, tally)))
    }
}

impl CurrencyTally {
    /// All that is to be paid.
    #[must_use]
    pub fn sum_of_unpaid(&self) -> Sum {
        self.unpaid.values().copied().fold(Sum::default(), Sum::plus)
    }

    /// Of that, what was due before `today`.
    #[must_use]
    pub fn sum_of_overdue(&self, today: Date) -> Sum {
        let before = self.unpaid.range(..today.to_string());
        before.map(|(_, sum)| *sum).fold(Sum::default(), Sum::plus)
    }
}
