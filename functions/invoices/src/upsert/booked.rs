//! An invoice of the postings of a DATEV file: rows on the customer's account and a revenue account, what undoes them,
//! and their payment.

use jiff::civil::Date;
use shared::problem::Fields;

use super::amounts::Sums;
use super::columns::Column;
use super::groups::Group;
use super::lines::{Item, Settled, settle};
use super::postings::{Posting, Postings, Role};
use crate::money::Currency;
use crate::quantity::{ONE, Quantity};
use crate::status::Status;

/// The amounts of an invoice and what became of it.
pub(super) struct Booked {
    pub(super) settled: Settled,
    pub(super) status: Status,
    pub(super) paid_on: Option<Date>,
    pub(super) notices: Vec<String>,
    /// The rows that say of which day it is.
    pub(super) days_of: Vec<usize>,
}

/// A posting with its amount: above zero where the customer owes it.
struct Entry {
    row: usize,
    posting: Posting,
    amount: i64,
}

impl Sums<'_> {
    /// The invoice of a group of postings; `None` where something is wrong with it.
    pub(super) fn booked(
        &self,
        postings: &Postings,
        group: &Group,
        number: &str,
        wrong: &mut Fields,
    ) -> Option<Booked> {
        let entries = self.entries(postings, &group.rows, wrong)?;
        let beside = self.entries(postings, &group.beside, wrong)?;
        let total = entries.iter().map(|entry| entry.amount).fold(0, i64::saturating_add);
        // What is left must come from a posting that reverses nothing.
        let own =
            |sign: i64| entries.iter().any(|entry| entry.amount.signum() == sign && !entry.posting.reversal);
        if total != 0 && !own(total.signum()) {
            wrong.add(
                "number",
                "This posting reverses an invoice that is not in this file. Declare that invoice void instead.",
            );
            return None;
        }
        if let Some(entry) = beside.iter().find(|entry| entry.posting.role == Role::Other && entry.amount > 0)
        {
            let (row, contra) = (self.cells.line(entry.row), entry.posting.contra);
            wrong.add(
                "amount",
                format!("Row {row} adds to this invoice by account {contra}, which is no revenue account."),
            );
            return None;
        }
        let mut notices = Vec::new();
        let reversed = total == 0 && entries.iter().any(|entry| entry.amount != 0);
        let credit = if total == 0 { !own(1) && own(-1) } else { total < 0 };
        let sign = if credit { -1 } else { 1 };
        let lead: Vec<usize> =
            entries.iter().filter(|entry| entry.amount.signum() == sign).map(|entry| entry.row).collect();
        // What is reversed keeps its amounts; otherwise what lowers an invoice is one of its lines.
        let kept: Vec<&Entry> =
            entries.iter().filter(|entry| !reversed || entry.amount.signum() == sign).collect();
        if reversed {
            notices.push("It is reversed in this file: it comes in as void.".to_owned());
        } else if lead.len() < entries.len() {
            notices.push(format!(
                "Its postings cancel each other out in part: the total is what is left, {}.",
                self.shown(total)
            ));
        }
        let settled = self.settled(&kept, number);
        let (status, paid_on) = match reversed {
            true => (Status::Void, None),
            false => self.payments(&beside, postings, total, &mut notices),
        };
        Some(Booked {
            settled,
            status,
            paid_on,
            notices,
            days_of: if lead.is_empty() { group.rows.clone() } else { lead },
        })
    }

    /// The amounts of rows; `None` where one of them is wrong.
    fn entries(&self, postings: &Postings, rows: &[usize], wrong: &mut Fields) -> Option<Vec<Entry>> {
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let before = wrong.0.len();
            let posting = postings.posting(self.cells.table, *row)?;
            let amount =
                self.money(*row, Column::Amount, wrong).or_else(|| self.money(*row, Column::Total, wrong));
            let Some(amount) = amount else {
                if wrong.0.len() == before {
                    wrong.add("amount", format!("Row {}: Please fill this in.", self.cells.line(*row)));
                }
                return None;
            };
            entries.push(Entry { row: *row, posting, amount: if posting.owes { amount } else { -amount } });
        }
        Some(entries)
    }

    /// Revenue as lines; tax that is booked in rows of its own as the tax.
    fn settled(&self, entries: &[&Entry], number: &str) -> Settled {
        let (tax, lines): (Vec<&Entry>, Vec<&Entry>) =
            entries.iter().copied().partition(|entry| entry.posting.role == Role::Tax);
        let item = |entry: &Entry| Item {
            description: number.to_owned(),
            quantity: Quantity(ONE),
            unit_price: None,
            amount: Some(entry.amount),
            tax: None,
        };
        let items = lines.into_iter().map(item).collect();
        settle(items, Some(tax.iter().map(|entry| entry.amount).fold(0, i64::saturating_add)), None, false)
    }

    /// What the payments in the same file say: a cash discount counts as paid.
    fn payments(
        &self,
        beside: &[Entry],
        postings: &Postings,
        total: i64,
        notices: &mut Vec<String>,
    ) -> (Status, Option<Date>) {
        let (money, foreign): (Vec<&Entry>, Vec<&Entry>) =
            beside.iter().filter(|entry| entry.posting.role == Role::Money).partition(|entry| {
                let code = self.cells.text(entry.row, Column::Currency).to_uppercase();
                let known = if code.is_empty() { self.cells.currency } else { Currency::parse(&code) };
                known == Some(self.currency)
            });
        for entry in foreign {
            let row = self.cells.line(entry.row);
            notices.push(format!("Row {row} pays it in another currency: it is not counted as paid."));
        }
        let left = money.iter().map(|entry| entry.amount).fold(total, i64::saturating_add);
        let discount = |entry: &&Entry| self.amount(postings.discount(self.cells.table, entry.row));
        let discounts = money.iter().filter_map(discount).fold(0, i64::saturating_add);
        for entry in beside.iter().filter(|entry| entry.posting.role == Role::Other) {
            notices.push(format!(
                "Row {} takes {} off it by account {}, which is no bank account: it is not counted as paid.",
                self.cells.line(entry.row),
                self.shown(-entry.amount),
                entry.posting.contra
            ));
        }
        let paid = !money.is_empty()
            && (left == 0 || left.signum() != total.signum() || left == discounts * total.signum());
        if paid {
            let day = |entry: &&Entry| {
                self.cells.parse_day(self.cells.text(entry.row, Column::Issued), Column::Issued)
            };
            if left.signum() == -total.signum() {
                notices.push(format!("It is overpaid by {}.", self.shown(left.abs())));
            }
            return (Status::Paid, money.iter().filter_map(day).max());
        }
        if left != total {
            notices.push(self.partly(left.abs(), total));
        }
        (if total < 0 { Status::Credit } else { Status::Sent }, None)
    }
}
