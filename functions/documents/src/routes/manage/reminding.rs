//! Whom staff remind, and of what: nobody hears of a document more than once an hour.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use shared::account::User;
use shared::app::App;
use shared::company::CompanyHead;
use shared::day::is_overdue;
use shared::id::{CompanyId, PolicyId};
use shared::mail::Topic;
use shared::problem::Problem;
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::compliance::{Asked, duties};
use crate::jobs::reminders::FEW;
use crate::model::{LastReminders, Policy, Tally};
use crate::store::{clients, published, records, tallies, today};

/// Between two reminders of a document lies this much at least.
pub(super) const PAUSE: SignedDuration = SignedDuration::from_hours(1);

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
    /// People who get an email. Each email lists up to 50 documents; a person with more gets several.
    pub(super) people: u64,
    /// Missing signatures that the reminders list.
    pub(super) signatures: u64,
    /// People who get no mail: they have not joined yet, or turned off mails about documents.
    pub(super) unreachable: u64,
    /// Missing signatures that nobody is reminded of, because a reminder went out within the last hour.
    pub(super) resting: u64,
}

/// A person who is reminded.
pub(super) struct Due {
    pub(super) user: String,
    pub(super) company: CompanyId,
    /// Of these, by their place among the policies of [`Found`].
    pub(super) of: BTreeSet<usize>,
}

/// Whom a selection comes to.
#[derive(Default)]
pub(super) struct Found {
    /// With the version that is to be signed.
    pub(super) policies: Vec<(PolicyId, u32)>,
    pub(super) people: Vec<Due>,
    pub(super) resting: u64,
    /// People with missing signatures who get no mail.
    pub(super) unreachable: u64,
}

impl Found {
    /// As answered.
    pub(super) fn shown(&self) -> Reminded {
        let signatures = self.people.iter().map(|person| person.of.len() as u64).sum();
        Reminded {
            people: self.people.len() as u64,
            signatures,
            resting: self.resting,
            unreachable: self.unreachable,
        }
    }
}

/// True where a reminder went out too short a time ago.
pub(super) fn rests(at: Option<Timestamp>, now: Timestamp) -> bool {
    at.is_some_and(|at| now < at + PAUSE)
}

/// Looks for everybody who is to be reminded: as many round trips as there are thousands of people.
///
/// Errors: 404 unknown policy or company · 409 the policy is not published.
pub(super) async fn find(app: &App, scope: &Scope, selection: &Selection) -> Result<Found, Problem> {
    let asked = policies(app, scope, selection).await?;
    let only = match asked.as_slice() {
        [] => return Ok(Found::default()),
        [(_, only)] => Some(only),
        _ => None,
    };
    let people: Vec<User> = clients(app, scope, only, selection.company.as_ref()).await?;
    let records = records(app, scope, &people, people.len() <= FEW).await?;
    let last = app.store.get::<LastReminders>(scope, LastReminders::ID).await?;
    let last = last.map(|last| last.value).unwrap_or_default();
    let marks = marks(app, scope, selection.company.as_ref()).await?;
    let now = app.clock.now();
    let places: BTreeMap<&PolicyId, usize> =
        asked.iter().enumerate().map(|(place, (policy, _))| (policy, place)).collect();
    let mut found = Found {
        policies: asked.iter().map(|(policy, published)| (policy.clone(), published.version)).collect(),
        ..Found::default()
    };
    for person in &people {
        let Some(company) = &person.company else { continue };
        let mark = marks.get(&company.id);
        if !Topic::Documents.reaches(person) {
            let mut duties = duties(&asked, person, records.get(&person.id));
            found.unreachable += u64::from(duties.any(|(_, signed)| !signed));
            continue;
        }
        let mut due = Due { user: person.id.to_string(), company: company.id.clone(), of: BTreeSet::new() };
        for ((policy, _), signed) in duties(&asked, person, records.get(&person.id)) {
            let at_company = mark.and_then(|tally| tally.of(policy)?.reminded_at);
            if signed {
            } else if rests(at_company, now) || rests(last.of(policy), now) {
                found.resting += 1;
            } else {
                due.of.extend(places.get(policy));
            }
        }
        if !due.of.is_empty() {
            found.people.push(due);
        }
    }
    Ok(found)
}

async fn policies(app: &App, scope: &Scope, selection: &Selection) -> Result<Vec<Asked>, Problem> {
    if let Some(company) = &selection.company
        && app.store.get::<CompanyHead>(scope, company.as_str()).await?.is_none()
    {
        return Err(Problem::NotFound);
    }
    let mut policies = match &selection.policy {
        Some(id) => {
            let read = app.store.get::<Policy>(scope, id.as_str()).await?.ok_or(Problem::NotFound)?;
            let Some(published) = read.value.asked() else {
                return Err(Problem::Conflict("This policy is not published.".into()));
            };
            vec![(id.clone(), published.clone())]
        }
        None => published(app, scope).await?,
    };
    let today = today(app, scope).await?;
    policies.retain(|(_, published)| {
        let late = is_overdue(published.reach.deadline, today);
        let shown = selection.company.as_ref().is_none_or(|one| published.reach.shown_to.include(one));
        shown && (late || !selection.overdue)
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
