//! Whom staff remind, and the reminders themselves: nobody hears of a document more than once an hour.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::json;
use shared::account::User;
use shared::app::App;
use shared::audit::Actor;
use shared::company::CompanyHead;
use shared::day::is_overdue;
use shared::id::{CompanyId, PolicyId};
use shared::problem::Problem;
use shared::store::{StoreError, Stored};
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::compliance::{Asked, duties};
use crate::jobs::reminders;
use crate::model::{Policy, Tally};
use crate::store::{busy, clients, ledger, published, records, tallies, today};

/// Between two reminders of a document lies this much at least.
const PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// Somebody else reminds or edits at the same moment.
const ATTEMPTS: usize = 5;
/// Events of one batch, beside the mark and the line in the log.
const EVENTS: usize = 90;
/// So few people's records are read one by one.
const FEW: usize = 500;

/// Whose missing signatures: all that is given holds together.
#[derive(Debug, Clone, Default)]
pub(super) struct Selection {
    pub(super) policy: Option<PolicyId>,
    pub(super) company: Option<CompanyId>,
    /// Those alone whose last day is over.
    pub(super) overdue: bool,
}

/// What a reminder comes to.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = ComplianceReminder)]
pub(crate) struct Reminded {
    /// People who get a mail.
    pub(super) people: u64,
    /// Mails: one for each document that somebody has not signed.
    pub(super) mails: u64,
    /// Missing signatures that nobody is reminded of, because a reminder went out within the last hour.
    pub(super) resting: u64,
}

/// Missing signatures of one policy.
struct Open {
    policy: Stored<Policy>,
    people: Vec<String>,
}

/// Whom a selection comes to.
pub(super) struct Found {
    open: Vec<Open>,
    resting: u64,
}

impl Found {
    /// As answered.
    pub(super) fn shown(&self) -> Reminded {
        let people: BTreeSet<&String> = self.open.iter().flat_map(|open| &open.people).collect();
        let mails = self.open.iter().map(|open| open.people.len() as u64).sum();
        Reminded { people: people.len() as u64, mails, resting: self.resting }
    }
}

/// True where a reminder went out too short a time ago.
fn rests(at: Option<Timestamp>, now: Timestamp) -> bool {
    at.is_some_and(|at| now < at + PAUSE)
}

/// Looks for everybody who is to be reminded: as many round trips as there are thousands of people.
///
/// Errors: 404 unknown policy or company · 409 the policy is not published.
pub(super) async fn find(app: &App, scope: &Scope, selection: &Selection) -> Result<Found, Problem> {
    let policies = policies(app, scope, selection).await?;
    let asked: Vec<Asked> = policies
        .iter()
        .filter_map(|policy| Some((policy.value.id.clone(), policy.value.asked()?.clone())))
        .collect();
    let only = match asked.as_slice() {
        [] => return Ok(Found { open: Vec::new(), resting: 0 }),
        [(_, only)] => Some(only),
        _ => None,
    };
    let people: Vec<User> = clients(app, scope, only, selection.company.as_ref()).await?;
    let records = records(app, scope, &people, people.len() <= FEW).await?;
    let marks = marks(app, scope, selection.company.as_ref()).await?;
    let now = app.clock.now();
    let mut resting = 0;
    let mut open: BTreeMap<&PolicyId, Vec<String>> = BTreeMap::new();
    for person in &people {
        let Some(company) = &person.company else { continue };
        for ((policy, _), signed) in duties(&asked, person, records.get(&person.id)) {
            let count = marks.get(&company.id).and_then(|tally| tally.of(policy));
            if signed {
            } else if rests(count.and_then(|count| count.reminded_at), now) {
                resting += 1;
            } else {
                open.entry(policy).or_default().push(person.id.to_string());
            }
        }
    }
    let mut found = Found { open: Vec::new(), resting };
    for policy in policies {
        let people = open.remove(&policy.value.id).unwrap_or_default();
        match rests(policy.value.reminded_at, now) {
            true => found.resting += people.len() as u64,
            false if people.is_empty() => {}
            false => found.open.push(Open { policy, people }),
        }
    }
    Ok(found)
}

async fn policies(app: &App, scope: &Scope, selection: &Selection) -> Result<Vec<Stored<Policy>>, Problem> {
    if let Some(company) = &selection.company
        && app.store.get::<CompanyHead>(scope, company.as_str()).await?.is_none()
    {
        return Err(Problem::NotFound);
    }
    let mut policies = match &selection.policy {
        Some(id) => {
            let read = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
            if read.value.asked().is_none() {
                return Err(Problem::Conflict("This policy is not published.".into()));
            }
            vec![read]
        }
        None => published(app, scope).await?,
    };
    let today = today(app, scope).await?;
    policies.retain(|policy| {
        policy.value.asked().is_some_and(|published| {
            let late = is_overdue(published.reach.deadline, today);
            let shown = selection.company.as_ref().is_none_or(|one| published.reach.shown_to.include(one));
            shown && (late || !selection.overdue)
        })
    });
    Ok(policies)
}

/// When single companies were reminded.
async fn marks(
    app: &App,
    scope: &Scope,
    company: Option<&CompanyId>,
) -> Result<BTreeMap<CompanyId, Tally>, Problem> {
    let found = match company {
        Some(company) => {
            let tally = app.store.get::<Tally>(scope, &Tally::id_of(company)).await?;
            tally.into_iter().map(|stored| stored.value).collect()
        }
        None => tallies(app, scope).await?,
    };
    Ok(found.into_iter().map(|tally| (tally.company.id.clone(), tally)).collect())
}

/// Reminds them: one batch for each policy, so whoever is stopped half-way goes on with the rest.
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
    let mut found = find(app, scope, selection).await?;
    if found.open.is_empty() {
        let sentence = match found.resting {
            0 => "Nobody is left to be reminded.",
            _ => "A reminder went out within the last hour.",
        };
        return Err(Problem::Conflict(sentence.into()));
    }
    let mut sent = Vec::new();
    for open in std::mem::take(&mut found.open) {
        match one(app, scope, actor, selection.company.as_ref(), &open).await? {
            true => sent.push(open),
            false => found.resting += open.people.len() as u64,
        }
    }
    Ok(Found { open: sent, ..found }.shown())
}

/// Reminds of one policy. False where somebody else did at the same moment, or it asks something else by now.
async fn one(
    app: &App,
    scope: &Scope,
    actor: &Actor,
    company: Option<&CompanyId>,
    open: &Open,
) -> Result<bool, Problem> {
    let (id, before) = (&open.policy.value.id, open.policy.value.asked());
    let Some(version) = before.map(|before| before.version) else { return Ok(false) };
    for _ in 0..ATTEMPTS {
        let tally_id = company.map(Tally::id_of);
        let ids: Vec<String> = [Some(id.to_string()), tally_id.clone()].into_iter().flatten().collect();
        let mut read = app.store.read(scope, &ids).await?;
        let tally = tally_id.map(|tally| read.take::<Tally>(&tally)).transpose()?.flatten();
        let Some(policy) = read.take::<Policy>(id.as_str())? else { return Ok(false) };
        let now = app.clock.now();
        let mark = tally.as_ref().and_then(|tally| tally.value.of(id)?.reminded_at);
        if policy.value.asked().is_none_or(|asked| asked.version != version)
            || rests(policy.value.reminded_at, now)
            || rests(mark, now)
        {
            return Ok(false);
        }
        let events: Vec<&[String]> = open.people.chunks(reminders::TOGETHER).collect();
        let mut parts = events.chunks(EVENTS);
        let mut batch = app.store.batch(scope);
        match &tally {
            Some(tally) => {
                let mut after = tally.value.clone();
                after.remind(id, now);
                batch.replace(tally, &after);
            }
            None => {
                let mut after = policy.value.clone();
                after.reminded_at = Some(now);
                batch.replace(&policy, &after);
            }
        }
        let detail = json!({ "people": open.people.len(), "version": version, "company": company });
        batch.audit_with(actor, "policy.remind", id.as_str(), detail);
        for some in parts.next().unwrap_or_default() {
            batch.event(reminders::event(id, version, some));
        }
        match app.store.commit(batch).await {
            Ok(_) => {}
            Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => continue,
            Err(error) => return Err(error.into()),
        }
        for part in parts {
            let mut batch = app.store.batch(scope);
            for some in part {
                batch.event(reminders::event(id, version, some));
            }
            app.store.commit(batch).await?;
        }
        return Ok(true);
    }
    Err(busy())
}
