//! Whether an invoice of a file is paid. The portal keeps no part payments: what it cannot keep is noted.

use jiff::civil::Date;
use shared::problem::Fields;
use spreadsheet::fold;

use super::amounts::Sums;
use super::cells::quoted;
use super::columns::{Column, name};
use super::layout::Layout;
use super::words::{answer, is_partly_paid, is_uncollectible, status};
use crate::money::decimal;
use crate::status::Status;

/// Columns with what was paid of an invoice, folded.
const PAID_AMOUNTS: [&str; 5] =
    ["amountpaid", "invoiceamountpaid", "paidamount", "bezahlterbetrag", "importepagado"];
/// Columns that may answer whether an invoice is paid, folded.
const PAID_FLAGS: [&str; 3] = ["paid", "bezahlt", "pagada"];
/// Columns with what is left to pay of an invoice after payments, folded.
const REMAINING: [&str; 2] = ["amountremaining", "invoiceamountdue"];

/// The status of an invoice, and the day of its payment.
pub(super) struct Standing {
    pub(super) status: Status,
    pub(super) paid_on: Option<Date>,
    pub(super) notices: Vec<String>,
}

impl Sums<'_> {
    /// The status that a word names; `None` where there is no word. What is wrong is added.
    pub(super) fn status(&self, rows: &[usize], wrong: &mut Fields) -> (String, Option<Status>) {
        let word = self.cells.common(rows, Column::Status, wrong);
        let known = status(&word).filter(|_| !word.is_empty());
        if known.is_none() && !word.is_empty() {
            let told =
                format!("{} is no status. Use draft, sent, paid, overdue, void or credit.", quoted(&word));
            wrong.add(name(Column::Status), told);
        }
        (word, known)
    }

    /// What the file says of an invoice with that total: some programs say only what is open, or only when it was paid.
    pub(super) fn standing(
        &self,
        rows: &[usize],
        (word, status): (&str, Option<Status>),
        total: i64,
        wrong: &mut Fields,
    ) -> Standing {
        let text = self.cells.common(rows, Column::Paid, &mut Fields::default());
        let day_column = answer(&text).is_none();
        let paid_on = if day_column { self.cells.day(rows, Column::Paid, wrong) } else { None };
        let flag = answer(&text).or_else(|| answer(self.named(rows, &PAID_FLAGS).unwrap_or_default()));
        let rest = self.rest(rows, total, wrong);
        let settled = flag == Some(true) || (rest == Some(0) && total != 0);
        let mut notices = Vec::new();
        let status = match status {
            None if settled || paid_on.is_some() => Status::Paid,
            None => Status::Sent,
            Some(Status::Sent | Status::Overdue | Status::Credit) if settled => {
                notices.push(format!(
                    "The status is {}, but nothing is left to pay: it comes in as paid.",
                    quoted(word)
                ));
                Status::Paid
            }
            Some(known) => known,
        };
        if status == Status::Void && is_uncollectible(word) {
            notices.push("It is written off (uncollectible): it comes in as void.".to_owned());
        }
        let part = rest.filter(|rest| *rest > 0 && *rest < total.abs());
        match (status, part) {
            (Status::Sent | Status::Overdue | Status::Credit, Some(rest)) => {
                notices.push(self.partly(rest, total));
            }
            (Status::Sent | Status::Overdue | Status::Credit, None) if is_partly_paid(word) => {
                notices.push(format!(
                    "The status is {}. The portal keeps no part payments and shows the whole total as open.",
                    quoted(word)
                ));
            }
            (Status::Paid, Some(rest)) => {
                let rest = self.shown(rest);
                notices
                    .push(format!("It comes in as paid, although the file says that {rest} is still open."));
            }
            _ => {}
        }
        Standing { status, paid_on, notices }
    }

    /// The sentence on an invoice of which a part is paid.
    pub(super) fn partly(&self, rest: i64, total: i64) -> String {
        let (rest, total) = (decimal(rest, self.currency.digits()), self.shown(total.abs()));
        format!(
            "{rest} of {total} is still open. The portal keeps no part payments and shows the whole total as open."
        )
    }

    /// An amount as `1234.50 EUR`.
    pub(super) fn shown(&self, minor: i64) -> String {
        format!("{} {}", decimal(minor, self.currency.digits()), self.currency.code())
    }

    /// What is left to pay, without its sign.
    fn rest(&self, rows: &[usize], total: i64, wrong: &mut Fields) -> Option<i64> {
        // Below zero it is overpaid; a credit may be written either way.
        let left = |balance: i64| if total > 0 { balance.max(0) } else { balance.abs() };
        let balance = self.common(rows, Column::Balance, wrong).map(left);
        let column = self.cells.columns.get(&Column::Balance).and_then(|at| self.cells.table.head.get(*at));
        let sure = column.is_some_and(|name| REMAINING.contains(&fold(name).as_str()));
        // What is due can be what was due before the payments.
        if balance.is_some() && (sure || self.cells.layout != Some(Layout::Stripe)) {
            return balance;
        }
        let paid = self.named(rows, &PAID_AMOUNTS).and_then(|text| self.amount(text)).map(i64::abs);
        match paid {
            Some(paid) if paid > 0 => Some(total.abs().saturating_sub(paid).max(0)),
            _ => balance,
        }
    }

    /// The first cell of a column with one of these names that is filled.
    fn named(&self, rows: &[usize], names: &[&str]) -> Option<&str> {
        let place = self.cells.table.head.iter().position(|name| names.contains(&fold(name).as_str()))?;
        rows.iter().map(|row| self.cells.table.cell(*row, place).trim()).find(|text| !text.is_empty())
    }
}
