//! Which rows of a file belong to one invoice.

use std::collections::BTreeMap;

use shared::http::clean_line;
use shared::problem::Problem;

use super::cells::Cells;
use super::columns::Column;
use super::layout::Layout;
use super::postings::{Postings, Role};
use super::report::Notice;
use super::words::{Kind, kind, status};
use crate::status::Status;

/// Invoices of a file at most.
const INVOICES: usize = 2_000;

/// The rows of one invoice.
#[derive(Default)]
pub(super) struct Group {
    /// The company as it was written, cleaned.
    pub(super) company: String,
    pub(super) rows: Vec<usize>,
    /// Postings on the same document that are no part of the invoice, such as its payment.
    pub(super) beside: Vec<usize>,
}

/// What makes rows one invoice.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Named(String, String, bool),
    External(String),
    Account(u64, String),
    Alone(usize),
}

/// Invoices in the order of the file; what is left out is noted. Ends: 422 at `file`.
pub(super) fn groups(cells: &Cells<'_>, notices: &mut Vec<Notice>) -> Result<Vec<Group>, Problem> {
    let wrong = |message: &str| Problem::field("file", message);
    let groups = match &cells.postings {
        Some(postings) => of_postings(cells, postings, notices),
        None => of_rows(cells, notices),
    };
    if groups.is_empty() && notices.is_empty() {
        return Err(wrong("There are no invoices in this file."));
    }
    if groups.len() > INVOICES {
        return Err(wrong("A file may have at most 2,000 invoices."));
    }
    Ok(groups)
}

/// Collects rows under their keys.
#[derive(Default)]
struct Collector {
    groups: Vec<Group>,
    places: BTreeMap<Key, usize>,
}

impl Collector {
    fn of(&mut self, key: Key, company: impl FnOnce() -> String) -> &mut Group {
        let next = self.groups.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.groups.push(Group { company: company(), ..Group::default() });
        }
        &mut self.groups[place]
    }
}

fn of_rows(cells: &Cells<'_>, notices: &mut Vec<Notice>) -> Vec<Group> {
    let mut found = Collector::default();
    let mut drafts = Vec::new();
    for row in 0..cells.table.rows.len() {
        let company = clean_line(cells.company(row));
        let number = clean_line(cells.text(row, Column::Number));
        // Lines of sums and remarks below a report belong to no invoice.
        if (company.is_empty() && number.is_empty()) || cells.is_heading(row) {
            continue;
        }
        let external = clean_line(cells.text(row, Column::ExternalId));
        let draft = status(cells.text(row, Column::Status)) == Some(Status::Draft);
        if number.is_empty() && draft {
            drafts.push(cells.line(row));
            continue;
        }
        let key = if cells.layout == Some(Layout::Stripe) && !external.is_empty() {
            Key::External(external)
        } else if number.is_empty() {
            Key::Alone(row)
        } else {
            // A payment may carry the number of its invoice.
            let other = kind(cells.text(row, Column::Kind)) == Kind::Other;
            Key::Named(company.to_lowercase(), number, other)
        };
        found.of(key, || company).rows.push(row);
    }
    note(notices, drafts, "Drafts without a number are left out.".to_owned());
    found.groups
}

fn of_postings(cells: &Cells<'_>, postings: &Postings, notices: &mut Vec<Notice>) -> Vec<Group> {
    let mut found = Collector::default();
    let (mut strangers, mut payments, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut beside = Vec::new();
    for row in 0..cells.table.rows.len() {
        let Some(posting) = postings.posting(cells.table, row) else {
            strangers.push(cells.line(row));
            continue;
        };
        let number = clean_line(cells.text(row, Column::Number));
        let key = match number.is_empty() {
            true => Key::Alone(row),
            false => Key::Account(posting.debtor, number),
        };
        if matches!(posting.role, Role::Revenue | Role::Tax) {
            found.of(key, || clean_line(cells.company(row))).rows.push(row);
        } else {
            beside.push((row, posting.role, key));
        }
    }
    for (row, role, key) in beside {
        match found.places.get(&key) {
            Some(place) => found.groups[*place].beside.push(row),
            None if role == Role::Money => payments.push(cells.line(row)),
            None => others.push(cells.line(row)),
        }
    }
    let (least, most) = postings.debtors();
    note(
        notices,
        strangers,
        format!("Left out: no posting between a customer ({least} to {most}) and another account."),
    );
    note(notices, payments, "Left out: this is a payment, and its invoice is not in this file.".to_owned());
    note(notices, others, "Left out: no revenue account, so this is not an invoice.".to_owned());
    found.groups
}

fn note(notices: &mut Vec<Notice>, rows: Vec<u64>, message: String) {
    if !rows.is_empty() {
        notices.push(Notice { rows, number: None, message });
    }
}
