//! An invoice as another system or a spreadsheet sends it, and what is wrong with it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::http::{clean_line, clean_text};
use shared::id::{CompanyId, InvoiceId};
use shared::problem::Fields;
use url::Url;
use utoipa::ToSchema;

use super::{Invoice, Line};
use crate::money::{Currency, MOST, decimal};
use crate::price::SentPrice;
use crate::quantity::Quantity;
use crate::status::{State, Status};
use crate::totals::{amount, sum};

/// Lines of an invoice at most.
const LINES: usize = 100;
/// Bytes of all texts of an invoice at most: with room to spare below a document's limit.
const TEXT: usize = 60_000;

/// One line.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineRecord {
    /// What it is for.
    #[schema(min_length = 1, max_length = 300)]
    pub(crate) description: String,
    /// How many.
    pub(crate) quantity: Quantity,
    /// The price of one: a text as `"0.175"` in the currency's main unit, or a whole number of its smallest unit.
    pub(crate) unit_price: SentPrice,
    /// Where it is given it must be quantity × price, rounded half away from zero.
    #[serde(default)]
    pub(crate) amount: Option<i64>,
}

/// How amounts are written in what is wrong with a record: as they were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amounts {
    /// In the smallest unit, as in the API.
    Minor,
    /// As `1234.50 EUR`, as in a file.
    Written,
}

/// One invoice. Amounts are whole numbers of the currency's smallest unit.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvoiceRecord {
    /// What the sending system calls it: the same again changes the same invoice.
    #[schema(min_length = 1, max_length = 100)]
    pub(crate) external_id: String,
    /// What people call it.
    #[schema(min_length = 1, max_length = 50)]
    pub(crate) number: String,
    /// Whom it is for.
    pub(crate) company: CompanyId,
    /// Its status; `overdue` is the same as `sent`, as the due day decides. What is sent over nothing is `paid`, and below
    /// zero a `credit`.
    pub(crate) status: Status,
    /// Its day.
    pub(crate) issued_on: Date,
    /// The last day on which it is paid in time.
    #[serde(default)]
    pub(crate) due_on: Option<Date>,
    /// The day of its payment.
    #[serde(default)]
    pub(crate) paid_on: Option<Date>,
    /// Its currency.
    pub(crate) currency: Currency,
    /// What it consists of: 1 to 100.
    #[schema(min_items = 1, max_items = 100)]
    pub(crate) lines: Vec<LineRecord>,
    /// Where it is given it must be the sum of the lines.
    #[serde(default)]
    pub(crate) subtotal: Option<i64>,
    /// Tax on top.
    #[serde(default)]
    pub(crate) tax: i64,
    /// Must be the sum of lines and tax; below zero for a credit.
    pub(crate) total: i64,
    /// A word to the client.
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub(crate) note: Option<String>,
    /// Where it can be paid: an https address.
    #[serde(default)]
    #[schema(max_length = 1000)]
    pub(crate) pay_link: Option<String>,
}

impl InvoiceRecord {
    /// The invoice that it describes, in `tenant`; the company's name is filled in later. All that is wrong at once.
    pub(crate) fn checked(&self, tenant: &str, amounts: Amounts) -> Result<Invoice, Fields> {
        let mut wrong = Fields::default();
        let external_id = line(&mut wrong, "external_id", &self.external_id, 100);
        let number = line(&mut wrong, "number", &self.number, 50);
        let note = self.note.as_deref().map(clean_text).filter(|note| !note.is_empty());
        if note.as_ref().is_some_and(|note| note.chars().count() > 2_000) {
            wrong.add("note", "Use at most 2,000 characters.");
        }
        let pay_link = self.pay_link.as_deref().map(str::trim).filter(|link| !link.is_empty());
        let pay_link = pay_link.and_then(|link| {
            let read = https(link);
            if read.is_none() {
                wrong.add("pay_link", "Give an address that begins with https://.");
            }
            read
        });
        self.days(&mut wrong);
        let (lines, subtotal) = self.lines(&mut wrong, amounts);
        if !(-MOST..=MOST).contains(&self.tax) {
            wrong.add("tax", "This is more than an invoice can have.");
        } else if self.tax < 0 && self.total >= 0 {
            wrong.add("tax", "Tax is below zero in a credit alone.");
        }
        if self.status == Status::Credit && self.total >= 0 {
            wrong.add("status", "The total of a credit is below zero.");
        }
        match subtotal.and_then(|subtotal| sum([subtotal, self.tax])) {
            None if wrong.0.is_empty() => wrong.add("total", "This is more than an invoice can have."),
            Some(total) if total != self.total => {
                let (ours, sent) = (self.shown(total, amounts), self.shown(self.total, amounts));
                wrong.add("total", format!("Lines and tax come to {ours}, not to {sent}."));
            }
            _ => {}
        }
        let state = self.status.state().with_total(self.total);
        let invoice = Invoice {
            id: InvoiceId::named(tenant, &external_id),
            external_id,
            number,
            company: CompanyRef { id: self.company.clone(), name: String::new() },
            state,
            issued_on: self.issued_on,
            due_on: self.due_on,
            due_key: Invoice::due_key_of(self.due_on),
            paid_on: self.paid_day(state),
            currency: self.currency,
            lines,
            subtotal: subtotal.unwrap_or_default(),
            tax: self.tax,
            total: self.total,
            note,
            pay_link,
            viewed_at: None,
        };
        if wrong.0.is_empty() { Ok(invoice) } else { Err(wrong) }
    }

    /// The day of the payment, where it is paid. What is over nothing was so from its own day.
    fn paid_day(&self, state: State) -> Option<Date> {
        let settled = self.status.state() != state;
        self.paid_on.or_else(|| settled.then_some(self.issued_on)).filter(|_| state == State::Paid)
    }

    fn shown(&self, minor: i64, amounts: Amounts) -> String {
        match amounts {
            Amounts::Minor => minor.to_string(),
            Amounts::Written => {
                format!("{} {}", decimal(minor, self.currency.digits()), self.currency.code())
            }
        }
    }

    fn days(&self, wrong: &mut Fields) {
        let days = [("issued_on", Some(self.issued_on)), ("due_on", self.due_on), ("paid_on", self.paid_on)];
        for (field, day) in days {
            if day.is_some_and(|day| !(1970..=2200).contains(&day.year())) {
                wrong.add(field, "Give a day between 1970 and 2200.");
            }
        }
        if self.due_on.is_some_and(|due| due < self.issued_on) {
            wrong.add("due_on", "It cannot be due before it is issued.");
        }
    }

    fn lines(&self, wrong: &mut Fields, amounts: Amounts) -> (Vec<Line>, Option<i64>) {
        if !(1..=LINES).contains(&self.lines.len()) {
            wrong.add("lines", format!("An invoice has 1 to {LINES} lines."));
            return (Vec::new(), None);
        }
        let mut lines = Vec::with_capacity(self.lines.len());
        for (place, sent) in self.lines.iter().enumerate() {
            let description = line(wrong, &format!("lines[{place}].description"), &sent.description, 300);
            let Some(unit_price) = sent.unit_price.price(self.currency) else {
                wrong.add(format!("lines[{place}].unit_price"), SentPrice::expected(self.currency));
                continue;
            };
            let Some(amount) = amount(sent.quantity, unit_price) else {
                wrong.add(format!("lines[{place}].quantity"), "This line is more than an invoice can have.");
                continue;
            };
            if sent.amount.is_some_and(|sent| sent != amount) {
                let ours = self.shown(amount, amounts);
                wrong.add(format!("lines[{place}].amount"), format!("Quantity and price come to {ours}."));
            }
            lines.push(Line { description, quantity: sent.quantity, unit_price, amount });
        }
        if lines.iter().map(|line| line.description.len()).sum::<usize>() > TEXT {
            wrong.add("lines", "The descriptions are too long in all.");
        }
        let subtotal = sum(lines.iter().map(|line| line.amount)).filter(|_| lines.len() == self.lines.len());
        match (subtotal, self.subtotal) {
            (None, _) if wrong.0.keys().any(|field| field.starts_with("lines[")) => {}
            (None, _) => wrong.add("lines", "The lines are more than an invoice can have."),
            (Some(ours), Some(sent)) if ours != sent => {
                let (ours, sent) = (self.shown(ours, amounts), self.shown(sent, amounts));
                wrong.add("subtotal", format!("The lines come to {ours}, not to {sent}."));
            }
            _ => {}
        }
        (lines, subtotal)
    }
}

fn line(wrong: &mut Fields, field: &str, text: &str, most: usize) -> String {
    shared::http::line(wrong, field, &clean_line(text), most)
}

/// The address, where it is one that a browser opens without running anything.
fn https(link: &str) -> Option<String> {
    let read = Url::parse(link).ok().filter(|url| {
        url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none()
    })?;
    let text = read.to_string();
    (text.len() <= 1_000).then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::price::Price;

    fn record(change: &Value) -> InvoiceRecord {
        let mut record = json!({
            "external_id": "b-1", "number": "INV-1", "company": "cmp_00000000000000000000000001", "status": "sent",
            "issued_on": "2026-02-01", "due_on": "2026-03-01", "currency": "EUR", "tax": 190, "total": 1190,
            "lines": [{ "description": "Support", "quantity": "2.5", "unit_price": 400 }],
        });
        for (field, value) in change.as_object().unwrap() {
            record[field] = value.clone();
        }
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        let long = "x".repeat(301);
        for (change, field) in [
            (json!({ "external_id": " " }), "external_id"),
            (json!({ "external_id": "x".repeat(101) }), "external_id"),
            (json!({ "number": "" }), "number"),
            (json!({ "number": "x".repeat(51) }), "number"),
            (json!({ "total": 1191 }), "total"),
            (json!({ "subtotal": 999 }), "subtotal"),
            (json!({ "tax": -1, "total": 999 }), "tax"),
            (json!({ "lines": [] }), "lines"),
            (
                json!({ "lines": vec![json!({ "description": "x", "quantity": 1, "unit_price": 1 }); 101] }),
                "lines",
            ),
            (
                json!({ "lines": [{ "description": long, "quantity": 1, "unit_price": 1000 }] }),
                "lines[0].description",
            ),
            (
                json!({ "lines": [{ "description": "x", "quantity": 1, "unit_price": 1000, "amount": 999 }] }),
                "lines[0].amount",
            ),
            (
                json!({ "lines": [{ "description": "x", "quantity": "9999999", "unit_price": 99_999_999_999_i64 }] }),
                "lines[0].quantity",
            ),
            (json!({ "status": "credit" }), "status"),
            (
                json!({ "lines": [{ "description": "x", "quantity": 1, "unit_price": "0.0000001" }] }),
                "lines[0].unit_price",
            ),
            (json!({ "due_on": "2026-01-31" }), "due_on"),
            (json!({ "issued_on": "1969-12-31" }), "issued_on"),
            (json!({ "note": "x".repeat(2001) }), "note"),
            (json!({ "pay_link": "http://pay.example/1" }), "pay_link"),
            (json!({ "pay_link": "javascript:alert(1)" }), "pay_link"),
            (json!({ "pay_link": "https://a:b@pay.example/1" }), "pay_link"),
        ] {
            let wrong = record(&change).checked("acme", Amounts::Minor).unwrap_err();
            assert!(wrong.0.contains_key(field), "{change}: {wrong:?}");
        }
        let good = record(&json!({ "pay_link": " https://pay.example/1?a=b " }))
            .checked("acme", Amounts::Minor)
            .unwrap();
        assert_eq!(good.pay_link.as_deref(), Some("https://pay.example/1?a=b"));
        assert_eq!((good.subtotal, good.lines[0].amount), (1_000, 1_000));
    }

    #[test]
    fn credits_have_totals_below_zero_and_nothing_is_owed_of_nothing() {
        let line = |price: &str| json!([{ "description": "x", "quantity": 1, "unit_price": price }]);
        let credit = json!({ "lines": line("-10.00"), "tax": -190, "total": -1190 });
        for status in ["sent", "overdue", "credit"] {
            let mut sent = credit.clone();
            sent["status"] = json!(status);
            let kept = record(&sent).checked("acme", Amounts::Minor).unwrap();
            assert_eq!((kept.state, kept.total, kept.paid_on), (State::Credit, -1_190, None), "{status}");
        }
        let nothing = json!({ "lines": line("0"), "tax": 0, "total": 0 });
        let kept = record(&nothing).checked("acme", Amounts::Minor).unwrap();
        assert_eq!((kept.state, kept.paid_on), (State::Paid, Some(kept.issued_on)));
    }

    #[test]
    fn a_price_finer_than_a_cent_is_kept_exactly() {
        let lines = json!([{ "description": "Text messages", "quantity": 1000, "unit_price": "0.175" }]);
        let kept = record(&json!({ "lines": lines, "tax": 0, "total": 17_500 }))
            .checked("acme", Amounts::Minor)
            .unwrap();
        assert_eq!((kept.lines[0].unit_price.decimal(2), kept.lines[0].amount), ("0.175".to_owned(), 17_500));
    }

    #[test]
    fn sums_are_told_as_they_were_sent() {
        let wrong = |amounts| {
            record(&json!({ "total": 23_800 })).checked("acme", amounts).unwrap_err().0["total"].clone()
        };
        assert_eq!(wrong(Amounts::Minor), "Lines and tax come to 1190, not to 23800.");
        assert_eq!(wrong(Amounts::Written), "Lines and tax come to 11.90 EUR, not to 238.00 EUR.");
    }

    proptest! {
        #[test]
        fn the_only_total_that_is_taken_is_that_of_lines_and_tax(
            lines in prop::collection::vec((0_i64..9_999_999, 0_i64..9_999_999), 1..20), tax in 0_i64..999_999, off in -2_i64..=2
        ) {
            let total: i64 = lines.iter().map(|(q, p)| amount(Quantity(*q), Price::of_minor(*p).unwrap()).unwrap()).sum::<i64>() + tax;
            let lines: Vec<Value> = lines
                .iter()
                .map(|(q, p)| json!({ "description": "x", "quantity": Quantity(*q).to_string(), "unit_price": p }))
                .collect();
            let sent = record(&json!({ "lines": lines, "tax": tax, "total": total + off }));
            prop_assert_eq!(sent.checked("acme", Amounts::Minor).is_ok(), off == 0);
        }
    }
}
