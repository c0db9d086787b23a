//! Reminders that staff send: each person gets one mail that lists the missing signatures.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::json;
use shared::app::App;
use shared::audit::Actor;
use shared::event::Event;
use shared::id::{CompanyId, PolicyId};
use shared::problem::Problem;
use shared::store::{Batch, StoreError, Stored};
use shared::tenant::Scope;

use super::reminding::{Due, Found, PAUSE, Reminded, Selection, find, rests};
use crate::jobs::reminders::{self, LISTED, TOGETHER};
use crate::model::{LastReminders, Tally};
use crate::store::{busy, ledger};

/// Attempts when somebody else reminds or counts at the same time.
const ATTEMPTS: usize = 5;
/// Maximum number of events in one batch. A batch also writes the mark and one audit line per document.
const EVENTS: usize = 100 - LISTED - 1;

/// Sends the reminders, one batch for each [`LISTED`] documents. A run that was interrupted can be repeated: it continues with
/// the rest.
///
/// Errors: those of [`find`] · 409 nobody is left to be reminded.
pub(super) async fn send(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    selection: &Selection,
) -> Result<Reminded, Problem> {
    if selection.company.is_some() {
        // The company's mark stands in its tally.
        let _ = ledger(app, scope).await?;
    }
    let found = find(app, scope, selection).await?;
    if found.people.is_empty() {
        let sentence = match found.resting {
            0 => "There is nobody left to remind.",
            _ => "A reminder went out within the last hour.",
        };
        return Err(Problem::Conflict(sentence.into()));
    }
    let places: BTreeSet<usize> = found.people.iter().flat_map(|person| person.of.iter().copied()).collect();
    let places: Vec<usize> = places.into_iter().collect();
    let mut sent: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for some in places.chunks(LISTED) {
        let reminded = some_of(app, scope, actor, selection.company.as_ref(), (&found, some)).await?;
        for person in &found.people {
            let of = person.of.intersection(&reminded).copied();
            sent.entry(&person.user).or_default().extend(of);
        }
    }
    let signatures: usize = sent.values().map(BTreeSet::len).sum();
    let before = found.shown();
    Ok(Reminded {
        people: sent.values().filter(|of| !of.is_empty()).count() as u64,
        signatures: signatures as u64,
        resting: before.resting + before.signatures.saturating_sub(signatures as u64),
        unreachable: before.unreachable,
    })
}

/// Reminds of these documents and returns the ones that were sent, without those somebody else reminded of at the same time.
async fn some_of(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    company: Option<&CompanyId>,
    (found, places): (&Found, &[usize]),
) -> Result<BTreeSet<usize>, Problem> {
    for _ in 0..ATTEMPTS {
        let marks = Marks::read(app, scope, company).await?;
        let now = app.clock.now();
        let open: BTreeSet<usize> = places
            .iter()
            .copied()
            .filter(|place| {
                found.policies.get(*place).is_some_and(|(policy, _)| !rests(marks.of(policy), now))
            })
            .collect();
        if open.is_empty() {
            return Ok(open);
        }
        let events = events(found, &open);
        let mut parts = events.chunks(EVENTS);
        let mut batch = app.store.batch(scope);
        let policies = open.iter().filter_map(|place| Some((*place, found.policies.get(*place)?)));
        marks.remind(policies.clone().map(|(_, (policy, _))| policy), now, &mut batch);
        for (place, (policy, version)) in policies {
            let people = found.people.iter().filter(|person| person.of.contains(&place)).count();
            let detail = json!({ "people": people, "version": version, "company": company });
            batch.audit_with(actor, "policy.remind", policy.as_str(), detail);
        }
        for event in parts.next().unwrap_or_default() {
            batch.event(event.clone());
        }
        match app.store.commit(batch).await {
            Ok(_) => {}
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                continue;
            }
            Err(error) => return Err(error.into()),
        }
        for part in parts {
            let mut batch = app.store.batch(scope);
            for event in part {
                batch.event(event.clone());
            }
            app.store.commit(batch).await?;
        }
        return Ok(open);
    }
    Err(busy())
}

/// Events for these documents. People of one company share an event that names all of the company's documents; the mail
/// leaves out what each person has already signed.
fn events(found: &Found, open: &BTreeSet<usize>) -> Vec<Event> {
    let mut of_company: BTreeMap<&CompanyId, BTreeSet<usize>> = BTreeMap::new();
    for person in &found.people {
        let of = person.of.intersection(open).copied();
        of_company.entry(&person.company).or_default().extend(of);
    }
    let mut together: BTreeMap<&BTreeSet<usize>, Vec<String>> = BTreeMap::new();
    for Due { user, company, of } in &found.people {
        let Some(all) = of_company.get(company).filter(|_| !of.is_disjoint(open)) else { continue };
        together.entry(all).or_default().push(user.clone());
    }
    let mut events = Vec::new();
    for (places, people) in together {
        let policies: Vec<(PolicyId, u32)> =
            places.iter().filter_map(|place| found.policies.get(*place)).cloned().collect();
        events.extend(people.chunks(TOGETHER).filter_map(|some| reminders::event(&policies, some)));
    }
    events
}

/// Records of when reminders were last sent: to everybody and to one company.
struct Marks {
    all: Option<Stored<LastReminders>>,
    company: Option<Stored<Tally>>,
}

impl Marks {
    async fn read(app: &App, scope: &Scope, company: Option<&CompanyId>) -> Result<Self, Problem> {
        let tally_id = company.map(Tally::id_of);
        let ids: Vec<String> = tally_id.iter().cloned().chain([LastReminders::ID.to_owned()]).collect();
        let mut read = app.store.read(scope, &ids).await?;
        Ok(Self {
            all: read.take::<LastReminders>(LastReminders::ID)?,
            company: tally_id.map(|id| read.take::<Tally>(&id)).transpose()?.flatten(),
        })
    }

    /// When this document's last reminder was sent.
    fn of(&self, policy: &PolicyId) -> Option<Timestamp> {
        let all = self.all.as_ref().and_then(|all| all.value.of(policy));
        let company = self.company.as_ref().and_then(|tally| tally.value.of(policy)?.reminded_at);
        all.max(company)
    }

    /// Records that a reminder is sent now: to the company if there is one, otherwise to everybody.
    fn remind<'a>(
        &self,
        policies: impl Iterator<Item = &'a PolicyId>,
        now: Timestamp,
        batch: &mut Batch<'_>,
    ) {
        if let Some(tally) = &self.company {
            let mut after = tally.value.clone();
            policies.for_each(|policy| after.remind(policy, now));
            batch.replace(tally, &after);
            return;
        }
        let mut after = self.all.as_ref().map(|all| all.value.clone()).unwrap_or_default();
        policies.for_each(|policy| after.remind(policy, now, PAUSE));
        match &self.all {
            Some(all) => batch.replace(all, &after),
            None => batch.create(&after),
        };
    }
}
