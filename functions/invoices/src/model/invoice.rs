//! An invoice as kept.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::id::InvoiceId;
use shared::store::{Document, Index, Kind, Reach, terms};

use crate::money::Currency;
use crate::price::Price;
use crate::quantity::Quantity;
use crate::status::{State, Status};

/// What invoices without a due day are sorted under.
const NEVER: &str = "9999-12-31";

/// One line as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is for.
    pub description: String,
    /// How many.
    pub quantity: Quantity,
    /// The price of one.
    pub unit_price: Price,
    /// Quantity × price, rounded half away from zero to the smallest unit.
    pub amount: i64,
}

/// An invoice of a client company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Made of the tenant and the external id.
    pub id: InvoiceId,
    /// What the system that wrote it calls it.
    pub external_id: String,
    /// What people call it.
    pub number: String,
    /// Whom it is for.
    pub company: CompanyRef,
    /// What is kept of its status.
    pub state: State,
    /// Its day.
    pub issued_on: Date,
    /// The last day on which it is paid in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// [`Invoice::due_on`] as lists sort by it: the end of time where there is none.
    pub due_key: String,
    /// The day of its payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_on: Option<Date>,
    /// Its currency: every amount is in its smallest unit.
    pub currency: Currency,
    /// What it consists of.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub subtotal: i64,
    /// Tax on top.
    pub tax: i64,
    /// `subtotal` and `tax`.
    pub total: i64,
    /// A word to the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it can be paid: https alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_link: Option<String>,
    /// When somebody of the company first opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viewed_at: Option<Timestamp>,
}

/// Invoices. `company` and `state` lead every look-up, so that a page costs the same in a heap of any size.
pub static INVOICE: Kind = Kind {
    name: "invoice",
    reach: Reach::Company,
    indexes: &[
        Index { by: &["company", "state"], each: None, order: "issued_on" },
        Index { by: &["company", "state"], each: None, order: "due_key" },
        Index { by: &["state"], each: None, order: "issued_on" },
        Index { by: &["state"], each: None, order: "due_key" },
    ],
    residual: &["due_key", "company"],
    terms: true,
};

impl Document for Invoice {
    const KIND: &'static Kind = &INVOICE;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.id.as_str())
    }

    fn terms(&self) -> Vec<String> {
        let first = [self.number.as_str(), self.company.name.as_str()];
        let lines = self.lines.iter().map(|line| line.description.as_str());
        terms(first.into_iter().chain(lines).chain(self.note.as_deref()))
    }
}

impl Invoice {
    /// [`Invoice::due_key`] of a day.
    #[must_use]
    pub fn due_key_of(due: Option<Date>) -> String {
        due.map_or_else(|| NEVER.to_owned(), |due| due.to_string())
    }

    /// Its status on the day `today`.
    #[must_use]
    pub fn status(&self, today: Date) -> Status {
        self.state.with_total(self.total).on(self.due_on, today)
    }

    /// True where clients see it.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        State::SHOWN.contains(&self.state)
    }
}
