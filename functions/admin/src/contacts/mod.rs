//! Contacts that the PSA sends: many at once, each by itself right or wrong, the same ones as often as anybody likes.

mod record;
mod report;
mod rule;
#[cfg(test)]
mod tests;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;
use shared::account::login_key;
use shared::app::App;
use shared::audit::Actor;
use shared::problem::{Fields, Problem};
use shared::store::StoreError;
use shared::tenant::Scope;

pub(crate) use record::ContactRecord;
pub(crate) use report::Report;
use report::{Outcome, Reason, RecordReport};

use crate::model::Company;
use crate::store;

/// PSA company ids that one query asks for.
const ASKED: usize = 20;

/// A contact of a company whose switch is on, with its place among the records.
struct Ready<'a> {
    place: usize,
    contact: ContactRecord,
    company: &'a Company,
}

/// Takes contacts over and reports on every one. Each batch is whole or not there: whoever is cut off sends everything
/// again, and what is so already stays as it is.
pub(crate) async fn upsert(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    records: &[Value],
) -> Result<Report, Problem> {
    let mut reports: Vec<RecordReport> =
        records.iter().enumerate().map(|(place, sent)| RecordReport::of(place, sent)).collect();
    let contacts = read(records, &mut reports);
    let companies = companies(app, scope, &contacts).await?;
    let mut ready = Vec::new();
    for (place, contact) in contacts {
        let report = &mut reports[place];
        match companies.get(&contact.psa_company_id).map(Vec::as_slice) {
            None | Some([]) => report.became(Outcome::Skipped, None, Some(Reason::UnknownCompany)),
            Some([company]) if company.psa_auto_provisioning => {
                ready.push(Ready { place, contact, company });
            }
            Some([_]) => report.became(Outcome::Skipped, None, Some(Reason::AutoProvisioningOff)),
            Some(_) => {
                let told = "Several companies of the portal have this PSA company id.";
                report.refuse(Fields::one("psa_company_id", told), None);
            }
        }
    }
    for part in ready.chunks(write::AT_ONCE) {
        write::write(app, scope, actor, part, &mut reports).await?;
    }
    Ok(Report::of(reports))
}

/// Those that can be read, each contact and each email once.
fn read(records: &[Value], reports: &mut [RecordReport]) -> Vec<(usize, ContactRecord)> {
    let (mut contacts, mut emails, mut good) = (HashSet::new(), HashSet::new(), Vec::new());
    for (place, sent) in records.iter().enumerate() {
        let twice = |field| Fields::one(field, "This one occurs twice in what was sent.");
        match ContactRecord::read(sent) {
            Err(wrong) => reports[place].refuse(wrong, None),
            Ok(contact) if !contacts.insert(login_key(&contact.psa_contact_id)) => {
                reports[place].refuse(twice("psa_contact_id"), None);
            }
            Ok(contact) if !emails.insert(login_key(&contact.email)) => {
                reports[place].refuse(twice("email"), None);
            }
            Ok(contact) => good.push((place, contact)),
        }
    }
    good
}

/// The companies of these PSA ids. One round trip for each twenty ids.
async fn companies(
    app: &App,
    scope: &Scope,
    contacts: &[(usize, ContactRecord)],
) -> Result<BTreeMap<String, Vec<Company>>, StoreError> {
    let ids: BTreeSet<&str> = contacts.iter().map(|(_, contact)| contact.psa_company_id.as_str()).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    let mut found: BTreeMap<String, Vec<Company>> = BTreeMap::new();
    for some in ids.chunks(ASKED) {
        for company in store::companies_of_psa(&app.store, scope, some).await? {
            if let Some(id) = company.psa_company_id.clone() {
                found.entry(id).or_default().push(company);
            }
        }
    }
    Ok(found)
}
