//! Reminders of what is still to be signed: seven days and one day before the deadline.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::id::PolicyId;
use shared::problem::Problem;
use shared::store::{StoreError, Stored};
use shared::tenant::{Scope, TenantStatus};

use crate::compliance::{Asked, duties};
use crate::model::Reminder;
use crate::store::{clients, published, records, today};

/// People of one event at most.
pub(crate) const TOGETHER: usize = 200;
/// Maximum number of documents in one event, and therefore in one mail.
pub(crate) const LISTED: usize = 50;
/// Maximum number of events in one batch. A batch also writes up to [`LISTED`] rounds.
const EVENTS: usize = 100 - LISTED;
/// Up to this many people, signer records are read by id instead of by a query.
pub(crate) const FEW: usize = 500;
/// Days before the deadline, and what the round is called. The later round takes the place of an earlier one that was
/// missed.
const ROUNDS: [(i32, &str); 2] = [(1, "1d"), (7, "7d")];

/// Data of a `document.reminded` event.
#[derive(Serialize, Deserialize)]
pub(crate) struct OfReminder {
    pub(crate) documents: Vec<Listed>,
}

/// A document that people are reminded of.
#[derive(Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) policy: PolicyId,
    pub(crate) version: u32,
}

/// Reminds these people of the documents in `policies` that they have not signed. Only they are notified.
pub(crate) fn event(policies: &[(PolicyId, u32)], people: &[String]) -> Option<Event> {
    let (policy, version) = policies.first()?;
    let audience = Audience { users: people.to_vec(), ..Audience::staff() };
    let mut event = Event::new("document.reminded", policy.as_str(), u64::from(*version), audience);
    let listed = |(policy, version): &(PolicyId, u32)| Listed { policy: policy.clone(), version: *version };
    event.data = json!(OfReminder { documents: policies.iter().map(listed).collect() });
    Some(event)
}

/// Which round a day belongs to.
fn round(deadline: Date, today: Date) -> Option<&'static str> {
    let left = (deadline - today).get_days();
    ROUNDS.iter().find(|(days, _)| (0..=*days).contains(&left)).map(|(_, name)| *name)
}

/// Reminds everybody whose deadline is near, once per round, and returns the number of people. Somebody who must sign several
/// documents gets one mail.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn remind(app: App) -> Result<u64, Problem> {
    let mut reminded = 0;
    for tenant in app.directory.list().await? {
        if tenant.status != TenantStatus::Active {
            continue;
        }
        let Some((scope, _)) = app.directory.scope(&tenant.slug).await? else { continue };
        let today = today(&app, &scope).await?;
        let near = |(policy, published): Asked| {
            let deadline = published.reach.deadline?;
            let round = round(deadline, today)?;
            let id = Reminder::id_of(&policy, published.version, &format!("{round}.{deadline}"));
            Some((id, (policy, published)))
        };
        let near: Vec<(String, Asked)> =
            published(&app, &scope).await?.into_iter().filter_map(near).collect();
        for some in near.chunks(LISTED) {
            reminded += Rounds::read(&app, &scope, some).await?.remind(&app, &scope).await?;
        }
    }
    Ok(reminded)
}

/// A round of reminders of a document.
struct Round {
    id: String,
    read: Option<Stored<Reminder>>,
}

impl Round {
    /// The last person that was reminded.
    fn through(&self) -> &str {
        self.read.as_ref().map_or("", |read| &read.value.through)
    }
}

/// Unfinished rounds and their documents, in the same order.
struct Rounds {
    rounds: Vec<Round>,
    asked: Vec<Asked>,
}

impl Rounds {
    async fn read(app: &App, scope: &Scope, near: &[(String, Asked)]) -> Result<Self, Problem> {
        let ids: Vec<String> = near.iter().map(|(id, _)| id.clone()).collect();
        let mut read = app.store.read(scope, &ids).await?;
        let mut rounds = Self { rounds: Vec::new(), asked: Vec::new() };
        for (id, asked) in near {
            let read = read.take::<Reminder>(id)?;
            if read.as_ref().is_none_or(|read| !read.value.done) {
                rounds.rounds.push(Round { id: id.clone(), read });
                rounds.asked.push(asked.clone());
            }
        }
        Ok(rounds)
    }

    /// People who have not signed and were not reminded in this round, by id, with the indexes of those documents in `asked`.
    async fn open(&self, app: &App, scope: &Scope) -> Result<BTreeMap<String, BTreeSet<usize>>, Problem> {
        let only = match self.asked.as_slice() {
            [(_, only)] => Some(only),
            _ => None,
        };
        let people = clients(app, scope, only, None).await?;
        let records = records(app, scope, &people, people.len() <= FEW).await?;
        let mut open: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for person in people.iter().filter(|person| person.company.is_some()) {
            for ((policy, _), signed) in duties(&self.asked, person, records.get(&person.id)) {
                let place = self.asked.iter().position(|(asked, _)| asked == policy);
                let new = |place: &usize| {
                    self.rounds.get(*place).is_some_and(|round| person.id.as_str() > round.through())
                };
                if let Some(place) = place.filter(|place| !signed && new(place)) {
                    open.entry(person.id.to_string()).or_default().insert(place);
                }
            }
        }
        Ok(open)
    }

    async fn remind(mut self, app: &App, scope: &Scope) -> Result<u64, Problem> {
        if self.rounds.is_empty() {
            return Ok(0);
        }
        let open: Vec<(String, BTreeSet<usize>)> = self.open(app, scope).await?.into_iter().collect();
        let mut reminded = 0;
        let mut rest = open.as_slice();
        loop {
            let (some, after) = rest.split_at(together(rest));
            rest = after;
            let mut batch = app.store.batch(scope);
            for round in &self.rounds {
                let mut next = match &round.read {
                    Some(read) => read.value.clone(),
                    None => Reminder::begin(round.id.clone()),
                };
                if let Some((last, _)) = some.last().filter(|(last, _)| last.as_str() > round.through()) {
                    next.through.clone_from(last);
                }
                next.done = rest.is_empty();
                match &round.read {
                    Some(read) => batch.replace(read, &next),
                    None => batch.create(&next),
                };
            }
            for (places, people) in by_documents(some) {
                let policies: Vec<(PolicyId, u32)> = places
                    .iter()
                    .filter_map(|place| self.asked.get(*place))
                    .map(|(policy, published)| (policy.clone(), published.version))
                    .collect();
                if let Some(event) = event(&policies, &people) {
                    batch.event(event);
                }
            }
            match app.store.commit(batch).await {
                Ok(_) => reminded += some.len() as u64,
                // Another process works on the same rounds and will finish them.
                Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                    return Ok(reminded);
                }
                Err(error) => return Err(error.into()),
            }
            if rest.is_empty() {
                return Ok(reminded);
            }
            let ids: Vec<String> = self.rounds.iter().map(|round| round.id.clone()).collect();
            let mut read = app.store.read(scope, &ids).await?;
            for round in &mut self.rounds {
                round.read = read.take::<Reminder>(&round.id)?;
            }
        }
    }
}

/// Number of people that fit into one batch: it holds one event per distinct set of documents.
fn together(people: &[(String, BTreeSet<usize>)]) -> usize {
    let mut sets: BTreeSet<&BTreeSet<usize>> = BTreeSet::new();
    let mut count = 0;
    for (_, of) in people.iter().take(TOGETHER) {
        sets.insert(of);
        if sets.len() > EVENTS {
            break;
        }
        count += 1;
    }
    count
}

/// Groups people by the documents they are reminded of.
fn by_documents(people: &[(String, BTreeSet<usize>)]) -> BTreeMap<&BTreeSet<usize>, Vec<String>> {
    let mut by_documents: BTreeMap<&BTreeSet<usize>, Vec<String>> = BTreeMap::new();
    for (person, of) in people {
        by_documents.entry(of).or_default().push(person.clone());
    }
    by_documents
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_rounds_are_seven_days_and_one_day_before() {
        let deadline = date(2026, 3, 20);
        for (day, expected) in
            [(12, None), (13, Some("7d")), (18, Some("7d")), (19, Some("1d")), (20, Some("1d")), (21, None)]
        {
            assert_eq!(round(deadline, date(2026, 3, day)), expected, "{day}");
        }
    }
}
