//! Invoices as answered.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared::account::CompanyRef;
use shared::day::LocalDay;
use shared::id::InvoiceId;
use shared::store::Stored;
use utoipa::ToSchema;

use super::{Invoice, Line, Sum, Tally};
use crate::money::Currency;
use crate::quantity::Quantity;
use crate::status::{State, Status};

/// An invoice in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct InvoiceSummary {
    /// Its id.
    id: InvoiceId,
    /// What people call it.
    number: String,
    /// Whom it is for.
    company: CompanyRef,
    /// Its status today.
    status: Status,
    /// Its day.
    issued_on: Date,
    /// The last day on which it is paid in time.
    due_on: Option<Date>,
    /// The day of its payment.
    paid_on: Option<Date>,
    /// Its currency.
    currency: Currency,
    /// Decimals of the currency's smallest unit.
    digits: u32,
    /// What is to be paid, in the smallest unit.
    total: i64,
    /// When somebody of the company first opened it.
    viewed_at: Option<Timestamp>,
}

/// A page of invoices.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvoiceList {
    /// The invoices.
    pub(crate) items: Vec<InvoiceSummary>,
    /// For the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next_cursor: Option<String>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = InvoiceLine)]
pub(crate) struct LineView {
    /// What it is for.
    description: String,
    /// How many.
    quantity: Quantity,
    /// The price of one in the currency's main unit, with at most four decimals more than the currency has: `89.00`,
    /// `0.175`.
    unit_price: String,
    /// Quantity × price, rounded half away from zero to the smallest unit.
    amount: i64,
}

/// A whole invoice.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Invoice)]
pub(crate) struct InvoiceView {
    #[serde(flatten)]
    summary: InvoiceSummary,
    /// What the system that wrote it calls it.
    external_id: String,
    /// What it consists of.
    lines: Vec<LineView>,
    /// The sum of the lines, in the smallest unit.
    subtotal: i64,
    /// Tax on top.
    tax: i64,
    /// A word to the client.
    note: Option<String>,
    /// Where it can be paid; absent where there is nothing to pay.
    pay_link: Option<String>,
    /// The IANA time zone whose day decides whether it is overdue.
    time_zone: String,
    /// Its version, as in `ETag`.
    version: u64,
}

/// What a company owes and has paid in one currency.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvoiceTotals {
    /// The currency.
    currency: Currency,
    /// Decimals of its smallest unit.
    digits: u32,
    /// What is to be paid, overdue or not.
    unpaid: Sum,
    /// Of that, what is overdue today.
    overdue: Sum,
    /// What is paid, less the credits that were used up.
    paid: Sum,
    /// Credits that are not used up yet; the total is below zero.
    credit: Sum,
}

impl InvoiceSummary {
    /// On the day `today`.
    pub(crate) fn of(invoice: &Invoice, today: Date) -> Self {
        Self {
            id: invoice.id.clone(),
            number: invoice.number.clone(),
            company: invoice.company.clone(),
            status: invoice.status(today),
            issued_on: invoice.issued_on,
            due_on: invoice.due_on,
            paid_on: invoice.paid_on,
            currency: invoice.currency,
            digits: invoice.currency.digits(),
            total: invoice.total,
            viewed_at: invoice.viewed_at,
        }
    }
}

impl LineView {
    fn of(line: Line, digits: u32) -> Self {
        let unit_price = line.unit_price.decimal(digits);
        Self { description: line.description, quantity: line.quantity, unit_price, amount: line.amount }
    }
}

impl InvoiceView {
    /// On the tenant's day.
    pub(crate) fn of(stored: Stored<Invoice>, day: &LocalDay) -> Self {
        let Stored { value: invoice, version, .. } = stored;
        let digits = invoice.currency.digits();
        Self {
            summary: InvoiceSummary::of(&invoice, day.date),
            pay_link: invoice
                .pay_link
                .filter(|_| invoice.total > 0 && matches!(invoice.state, State::Draft | State::Sent)),
            external_id: invoice.external_id,
            lines: invoice.lines.into_iter().map(|line| LineView::of(line, digits)).collect(),
            subtotal: invoice.subtotal,
            tax: invoice.tax,
            note: invoice.note,
            time_zone: day.zone.clone(),
            version,
        }
    }
}

impl InvoiceTotals {
    /// True where something is to be paid.
    pub(crate) fn is_unpaid(&self) -> bool {
        self.unpaid.count > 0
    }

    /// By currency, on the day `today`.
    pub(crate) fn of(tally: Option<&Tally>, today: Date) -> Vec<Self> {
        let parts = tally.into_iter().flat_map(Tally::parts);
        parts
            .map(|(currency, part)| Self {
                currency,
                digits: currency.digits(),
                unpaid: part.sum_of_unpaid(),
                overdue: part.sum_of_overdue(today),
                paid: part.paid,
                credit: part.credit,
            })
            .collect()
    }
}
