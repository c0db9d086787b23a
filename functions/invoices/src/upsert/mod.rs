//! Invoices that come in: many at once, each by itself right or wrong, the same ones as often as anybody likes.

mod amounts;
mod batches;
mod booked;
mod cells;
mod columns;
mod companies;
mod datev;
mod days;
mod groups;
mod headings;
mod layout;
mod lines;
mod names;
mod parse;
mod postings;
mod reading;
mod report;
pub(crate) mod spreadsheet;
mod standing;
mod words;
mod write;

use std::collections::{BTreeMap, HashSet};

use shared::app::App;
use shared::audit::Actor;
use shared::company::CompanyHead;
use shared::id::CompanyId;
use shared::problem::{Fields, Problem};
use shared::tenant::Scope;

pub(crate) use parse::parse;
pub(crate) use reading::ImportQuery;
pub(crate) use report::Outcome;
pub(crate) use report::{RecordReport, Report};

use crate::model::{Amounts, Invoice, InvoiceRecord};
use batches::batches;

/// Ids that one read may ask for.
const READ: usize = 100;

/// One record as it came: read, or what is wrong with it.
pub(crate) struct Incoming {
    /// Its external id, as far as it could be read.
    pub(crate) external_id: Option<String>,
    /// Where it stands in its file.
    pub(crate) rows: Rows,
    /// What it says.
    pub(crate) record: Result<InvoiceRecord, Fields>,
}

/// The lines of the file in which an invoice's lines stand; none where it came in no file.
#[derive(Debug, Default)]
pub(crate) struct Rows(pub(crate) Vec<u64>);

impl Rows {
    /// How its amounts are told where they are wrong.
    fn amounts(&self) -> Amounts {
        if self.0.is_empty() { Amounts::Minor } else { Amounts::Written }
    }

    /// What is wrong, at the columns and rows of the file rather than at the fields of the API.
    fn told(&self, wrong: Fields) -> Fields {
        if self.0.is_empty() {
            return wrong;
        }
        let mut told = Fields::default();
        for (field, message) in wrong.0 {
            let inner = field.strip_prefix("lines[").and_then(|rest| rest.split_once("]."));
            let place =
                inner.and_then(|(place, name)| Some((self.0.get(place.parse::<usize>().ok()?)?, name)));
            match place {
                Some((row, name)) => told.add(name, format!("Row {row}: {message}")),
                None => told.add(field.strip_suffix("_on").unwrap_or(&field), message),
            }
        }
        told
    }
}

/// An invoice that may be written, with its place among the records.
pub(super) struct Ready {
    pub(super) place: usize,
    pub(super) invoice: Invoice,
}

/// Writes what is right and reports on every record. With `dry` nothing is written, and the report is what would be.
///
/// Each batch is whole or not there: whoever is cut off sends everything again, and what is there already is unchanged.
pub(crate) async fn upsert(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    records: Vec<Incoming>,
    dry: bool,
) -> Result<Report, Problem> {
    let mut reports: Vec<RecordReport> =
        records.iter().enumerate().map(|(place, one)| RecordReport::of(place, one)).collect();
    let (mut ready, mut seen) = (Vec::new(), HashSet::new());
    for (place, incoming) in records.into_iter().enumerate() {
        let rows = &incoming.rows;
        let checked = incoming.record.and_then(|record| {
            record.checked(scope.tenant().as_str(), rows.amounts()).map_err(|wrong| rows.told(wrong))
        });
        match checked {
            Ok(invoice) if !seen.insert(invoice.id.clone()) => {
                reports[place].refuse(Fields::one("external_id", "This one occurs twice in what was sent."));
            }
            Ok(invoice) => ready.push(Ready { place, invoice }),
            Err(wrong) => reports[place].refuse(wrong),
        }
    }
    let names = companies(app, scope, &ready).await?;
    ready.retain_mut(|one| match names.get(&one.invoice.company.id) {
        Some(name) => {
            one.invoice.company.name.clone_from(name);
            true
        }
        None => {
            reports[one.place].refuse(Fields::one("company", "There is no such company."));
            false
        }
    });
    for batch in batches(&ready)? {
        write::write(app, scope, actor, batch, &mut reports, dry).await?;
    }
    Ok(Report::of(reports))
}

/// Names of the companies that exist.
async fn companies(
    app: &App,
    scope: &Scope,
    ready: &[Ready],
) -> Result<BTreeMap<CompanyId, String>, Problem> {
    let mut ids: Vec<CompanyId> = ready.iter().map(|one| one.invoice.company.id.clone()).collect();
    ids.sort();
    ids.dedup();
    let mut names = BTreeMap::new();
    for some in ids.chunks(READ) {
        let found = CompanyHead::of(&app.store, scope, some).await?;
        names.extend(found.into_iter().map(|company| (company.id, company.name)));
    }
    Ok(names)
}
