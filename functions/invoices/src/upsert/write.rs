//! One batch: read what is there, turn it, write it with its audit lines, sums and events.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use serde_json::json;
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::problem::{Fields, Problem};
use shared::store::{Document, Found, StoreError, Stored};
use shared::tenant::Scope;

use super::{Outcome, Ready, RecordReport};
use crate::model::{Invoice, Tally};
use crate::money::decimal;

/// A batch is tried so often: only others who change the same companies' invoices can make it fail.
const ATTEMPTS: u32 = 20;
/// The pause grows by this from attempt to attempt.
const PAUSE: Duration = Duration::from_millis(3);

/// A company's sums as read and as they become.
type Tallies = BTreeMap<String, (Option<Stored<Tally>>, Tally)>;

/// Writes one batch and reports on its records. Two round trips.
pub(super) async fn write(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    ready: &[Ready],
    reports: &mut [RecordReport],
    dry: bool,
) -> Result<(), Problem> {
    let mut ids: Vec<String> = ready
        .iter()
        .flat_map(|one| [one.invoice.id.to_string(), Tally::of_company(&one.invoice.company.id)])
        .collect();
    ids.sort();
    ids.dedup();
    for attempt in 1..=ATTEMPTS {
        let mut found = app.store.read(scope, &ids).await?;
        let mut tallies = tallies(&mut found, ready)?;
        let mut batch = app.store.batch(scope);
        let mut written: BTreeMap<&str, u64> = BTreeMap::new();
        for Ready { place, invoice } in ready {
            let before = found.take::<Invoice>(invoice.id.as_str())?;
            let report = &mut reports[*place];
            let after = match turn(before.as_ref(), invoice, &mut tallies) {
                Ok(Some(after)) => after,
                Ok(None) => {
                    report.became(Outcome::Unchanged, &invoice.id);
                    continue;
                }
                Err(wrong) => {
                    report.refuse(wrong);
                    continue;
                }
            };
            let company = invoice.company.id.as_str();
            *written.entry(company).or_default() += 1;
            let detail =
                json!({ "number": after.number, "external_id": after.external_id, "status": after.state });
            match before {
                Some(before) => {
                    report.became(Outcome::Changed, &invoice.id);
                    batch.replace(&before, &after);
                    batch.audit_with(actor, "invoice.change", after.id(), detail);
                }
                None => {
                    report.became(Outcome::Created, &invoice.id);
                    batch.create(&after);
                    batch.audit_with(actor, "invoice.create", after.id(), detail);
                }
            }
        }
        if written.is_empty() || dry {
            return Ok(());
        }
        for (company, count) in written {
            let audience = Audience { company: Some(company.to_owned()), ..Audience::default() };
            let mut event = Event::new("invoices.changed", company, 0, audience);
            event.data = json!({ "count": count });
            batch.event(event);
        }
        for (stored, tally) in tallies.values() {
            match stored {
                Some(stored) if stored.value == *tally => {}
                Some(stored) => drop(batch.replace(stored, tally)),
                None => drop(batch.create(tally)),
            }
        }
        match app.store.commit(batch).await {
            Ok(_) => return Ok(()),
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                tokio::time::sleep(PAUSE * attempt).await;
            }
            Err(other) => return Err(other.into()),
        }
    }
    Err(Problem::Unavailable { retry_after: Duration::from_secs(1) })
}

fn tallies(found: &mut Found, ready: &[Ready]) -> Result<Tallies, StoreError> {
    let mut tallies = Tallies::new();
    for one in ready {
        let company = &one.invoice.company.id;
        let id = Tally::of_company(company);
        if let Entry::Vacant(vacant) = tallies.entry(id) {
            let stored = found.take::<Tally>(vacant.key())?;
            let tally = stored.as_ref().map_or_else(|| Tally::empty(company), |stored| stored.value.clone());
            vacant.insert((stored, tally));
        }
    }
    Ok(tallies)
}

/// The invoice as it becomes, its company's sums moved; `None` where it says so already.
fn turn(
    before: Option<&Stored<Invoice>>,
    sent: &Invoice,
    tallies: &mut Tallies,
) -> Result<Option<Invoice>, Fields> {
    let before = before.map(|stored| &stored.value);
    if before.is_some_and(|before| before.company.id != sent.company.id) {
        return Err(Fields::one("company", "This invoice belongs to another company."));
    }
    if let Some(before) = before.filter(|before| replaces_by_credit(before, sent)) {
        let total = decimal(before.total, before.currency.digits());
        let told = format!(
            "The portal has an invoice of {total} {} with this number, and a credit cannot take its place. Declare the \
             invoice void, or give the credit a number of its own.",
            before.currency.code()
        );
        return Err(Fields::one("number", told));
    }
    let after = Invoice { viewed_at: before.and_then(|before| before.viewed_at), ..sent.clone() };
    if before == Some(&after) {
        return Ok(None);
    }
    if let Some((_, tally)) = tallies.get_mut(&Tally::of_company(&sent.company.id)) {
        tally.turn(before, &after).map_err(|_| {
            Fields::one("total", "This would make the company's invoice total too large to count exactly.")
        })?;
    }
    Ok(Some(after))
}

/// A file without external ids knows an invoice by its number: what cancels an invoice must not turn it into a credit.
fn replaces_by_credit(before: &Invoice, sent: &Invoice) -> bool {
    let by_number = sent.external_id == format!("{}/{}", sent.company.id, sent.number);
    by_number && before.total > 0 && sent.total < 0
}
