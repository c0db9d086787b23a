//! Tallies of compliance: brought up to date by what has happened since they were counted.
//!
//! Every change that moves a figure leaves an event in its own batch, so a look reads the events since the last count: where
//! none of them matters, that is all. Else the companies that they are about are counted anew; all companies where staff
//! published something, where people came by the hundred, or where nobody has looked for long.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use shared::account::{CompanyRef, USER, User};
use shared::app::App;
use shared::company::CompanyHead;
use shared::edition::Edition;
use shared::id::CompanyId;
use shared::problem::Problem;
use shared::store::{Batch, Filter, Query, StoreError, Stored};
use shared::tenant::Scope;

use super::busy;
use super::news::{News, SKEW};
use super::people::{all, published, stored};
use crate::compliance::{Asked, Records, count};
use crate::model::{Demand, EDITION, Ledger, SIGNER, SignerRecord, TALLY, Tally};

/// Two machines at once: who was slower looks again.
const ATTEMPTS: usize = 5;
/// After so long without a look, events may be gone.
const STALE: SignedDuration = SignedDuration::from_hours(24 * 25);
/// So many events are not looked through again, once they lie this far behind.
const MANY: usize = 200;
const STEP: SignedDuration = SignedDuration::from_mins(10);
/// Companies that are counted on their own.
const FEW: usize = 20;
/// Documents written, and ids read, at once.
const TOGETHER: usize = 50;

/// What the tallies were counted for, after they were brought up to date. Two round trips where nothing has happened.
///
/// Errors: 503 others were faster again and again.
pub(crate) async fn ledger(app: &App, scope: &Scope) -> Result<Ledger, Problem> {
    for _ in 0..ATTEMPTS {
        let mut found = app.store.read(scope, &[EDITION.to_owned(), Ledger::ID.to_owned()]).await?;
        let edition = Edition::number(&mut found, EDITION)?;
        let kept = found.take::<Ledger>(Ledger::ID)?;
        let look = Look { app, scope, now: app.clock.now() };
        match look.up_to_date(edition, kept).await {
            Ok(ledger) => return Ok(ledger),
            Err(Lost::Raced) => {}
            Err(Lost::Refused(problem)) => return Err(problem),
        }
    }
    Err(busy())
}

/// Why a count was not kept.
enum Lost {
    /// Somebody else counted at the same moment.
    Raced,
    /// It cannot be.
    Refused(Problem),
}

impl From<Problem> for Lost {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<StoreError> for Lost {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

struct Look<'a> {
    app: &'a App,
    scope: &'a Scope,
    now: Timestamp,
}

impl Look<'_> {
    async fn up_to_date(&self, edition: u64, kept: Option<Stored<Ledger>>) -> Result<Ledger, Lost> {
        let old = kept
            .as_ref()
            .is_none_or(|kept| kept.value.edition != edition || kept.value.through + STALE < self.now);
        let since = match &kept {
            // A clock that was put back gives events moments that were over already.
            Some(kept) if !old => kept.value.through.min(self.now - SKEW),
            _ => self.now - SKEW,
        };
        let known = kept.as_ref().map_or(&[][..], |kept| &kept.value.seen);
        let news = News::since(self.app, self.scope, since, known).await?;
        if let Some(kept) = kept.as_ref().filter(|_| !old && !news.any) {
            if news.read > MANY && kept.value.through + STEP < self.now - SKEW {
                let later = Ledger::new(edition, self.now - SKEW, news.seen, kept.value.demands.clone());
                self.keep(Some(kept), &later, Vec::new()).await?;
            }
            return Ok(kept.value.clone());
        }
        let companies = match old || news.everybody {
            true => None,
            false => self.about(&news).await?,
        };
        let asked = self.asked().await?;
        // Tallies before people: whoever counts in between makes the write fail.
        let before = self.tallies(companies.as_ref()).await?;
        let people = self.people(companies.as_ref()).await?;
        let records = records(self.app, self.scope, &people, companies.is_some()).await?;
        let changes = self.count(&asked, &people, &records, before).await?;
        let demands = asked.iter().map(|(policy, published)| Demand {
            policy: policy.clone(),
            version: published.version,
            title: published.terms.title.clone(),
            deadline: published.reach.deadline,
        });
        let ledger = Ledger::new(edition, self.now - SKEW, news.seen, demands.collect());
        self.keep(kept.as_ref(), &ledger, changes).await?;
        Ok(ledger)
    }

    /// The companies that the news are about; `None` where they are too many to be counted on their own.
    async fn about(&self, news: &News) -> Result<Option<Vec<CompanyId>>, StoreError> {
        let mut companies = news.companies.clone();
        if news.people.len() > TOGETHER {
            return Ok(None);
        }
        let ids: Vec<String> = news.people.iter().map(ToString::to_string).collect();
        let people = self.app.store.get_many::<User>(self.scope, &ids).await?;
        companies.extend(people.into_iter().filter_map(|one| one.value.company).map(|company| company.id));
        Ok((companies.len() <= FEW).then(|| companies.into_iter().collect()))
    }

    async fn asked(&self) -> Result<Vec<Asked>, Problem> {
        published(self.app, self.scope).await
    }

    async fn tallies(&self, of: Option<&Vec<CompanyId>>) -> Result<Vec<Stored<Tally>>, Problem> {
        match of {
            Some(companies) => {
                let ids: Vec<String> = companies.iter().map(Tally::id_of).collect();
                Ok(self.app.store.get_many(self.scope, &ids).await?)
            }
            None => stored(self.app, self.scope, Query::of(&TALLY, "id").ascending()).await,
        }
    }

    async fn people(&self, of: Option<&Vec<CompanyId>>) -> Result<Vec<User>, Problem> {
        let query = Query::of(&USER, "sort_name").ascending();
        let query = match of {
            Some(companies) if companies.is_empty() => return Ok(Vec::new()),
            Some(companies) => {
                let companies = companies.iter().map(|company| company.as_str().into()).collect();
                query.filter(Filter::OneOf("company", companies))
            }
            None => query.eq("is_staff", false),
        };
        all(self.app, self.scope, query).await
    }

    /// The tallies that are others than before.
    async fn count(
        &self,
        asked: &[Asked],
        people: &[User],
        records: &Records,
        before: Vec<Stored<Tally>>,
    ) -> Result<Vec<(Option<Stored<Tally>>, Tally)>, StoreError> {
        let mut before: BTreeMap<CompanyId, Stored<Tally>> =
            before.into_iter().map(|one| (one.value.company.id.clone(), one)).collect();
        let mut counted = count(asked, people, records);
        for company in before.keys() {
            counted.entry(company.clone()).or_default();
        }
        let mut names: BTreeMap<CompanyId, String> = BTreeMap::new();
        let ids: Vec<CompanyId> = counted.keys().cloned().collect();
        for some in ids.chunks(TOGETHER) {
            let heads = CompanyHead::of(&self.app.store, self.scope, some).await?;
            names.extend(heads.into_iter().map(|head| (head.id, head.name)));
        }
        let tally = |(id, counted): (CompanyId, crate::compliance::Counted)| {
            let before = before.remove(&id);
            let name = names.remove(&id).unwrap_or_else(|| counted.name.clone());
            let company = CompanyRef { id, name };
            let kept = before.as_ref().map(|before| &before.value);
            let after = Tally::new(company, counted.open_people, counted.counts(), kept);
            (kept != Some(&after)).then_some((before, after))
        };
        Ok(counted.into_iter().filter_map(tally).collect())
    }

    /// Writes the tallies, and last, with the rest of them, what they were counted for.
    async fn keep(
        &self,
        kept: Option<&Stored<Ledger>>,
        ledger: &Ledger,
        changes: Vec<(Option<Stored<Tally>>, Tally)>,
    ) -> Result<(), Lost> {
        let put = |batch: &mut Batch<'_>, some: &[(Option<Stored<Tally>>, Tally)]| {
            for (before, after) in some {
                match before {
                    Some(before) => batch.replace(before, after),
                    None => batch.create(after),
                };
            }
        };
        let mut parts = changes.chunks(TOGETHER).peekable();
        loop {
            let mut batch = self.app.store.batch(self.scope);
            let some = parts.next().unwrap_or_default();
            put(&mut batch, some);
            let last = parts.peek().is_none();
            if last {
                match kept {
                    Some(kept) => batch.replace(kept, ledger),
                    None => batch.create(ledger),
                };
            }
            match self.app.store.commit(batch).await {
                Ok(_) if last => return Ok(()),
                Ok(_) => {}
                // More titles than one document keeps: then everything is counted each time.
                Err(StoreError::TooLarge(_)) if last => {
                    let mut batch = self.app.store.batch(self.scope);
                    put(&mut batch, some);
                    return match some {
                        [] => Ok(()),
                        _ => self.app.store.commit(batch).await.map(drop).map_err(|error| match error {
                            StoreError::Stale { .. } | StoreError::Conflict { .. } => Lost::Raced,
                            error => error.into(),
                        }),
                    };
                }
                Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                    return Err(Lost::Raced);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// What these people have signed. `named` where they are few: then they are read one by one instead of all that there are.
pub(crate) async fn records(
    app: &App,
    scope: &Scope,
    people: &[User],
    named: bool,
) -> Result<Records, Problem> {
    let found = if named {
        let ids: Vec<String> = people.iter().map(|person| SignerRecord::id_of(&person.id)).collect();
        let mut found = Vec::new();
        for some in ids.chunks(TOGETHER * 2) {
            let some = app.store.get_many::<SignerRecord>(scope, some).await?;
            found.extend(some.into_iter().map(|one| one.value));
        }
        found
    } else {
        all(app, scope, Query::of(&SIGNER, "id").ascending()).await?
    };
    Ok(found.into_iter().map(|record: SignerRecord| (record.user.clone(), record)).collect())
}

/// All tallies: one round trip for each thousand companies.
pub(crate) async fn tallies(app: &App, scope: &Scope) -> Result<Vec<Tally>, Problem> {
    all(app, scope, Query::of(&TALLY, "id").ascending()).await
}
