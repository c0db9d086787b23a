//! Invoices that come in: many at once, each by itself right or wrong, the same ones as often as anybody likes.

mod batches;
mod columns;
mod parse;
mod report;
pub(crate) mod spreadsheet;
mod write;

use std::collections::{BTreeMap, HashSet};

use shared::app::App;
use shared::audit::Actor;
use shared::company::CompanyHead;
use shared::id::CompanyId;
use shared::problem::{Fields, Problem};
use shared::tenant::Scope;

pub(crate) use parse::parse;
pub(crate) use report::Outcome;
pub(crate) use report::{RecordReport, Report};

use crate::model::{Invoice, InvoiceRecord};
use batches::batches;

/// Ids that one read may ask for.
const READ: usize = 100;

/// One record as it came: read, or what is wrong with it.
pub(crate) struct Incoming {
    /// Its external id, as far as it could be read.
    pub(crate) external_id: Option<String>,
    /// The line of the file in which it begins, where it came in one.
    pub(crate) row: Option<u64>,
    /// What it says.
    pub(crate) record: Result<InvoiceRecord, Fields>,
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
        let checked = incoming.record.and_then(|record| record.checked(scope.tenant().as_str()));
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
