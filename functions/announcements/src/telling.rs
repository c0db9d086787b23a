//! When people are told of an announcement by mail: once, as soon as they see it.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::problem::Problem;
use shared::store::{Batch, Filter, Query, StoreError, Stored};
use shared::targets::Targets;
use shared::tenant::{Scope, TenantStatus};

use crate::model::{Announcement, DUE, Due};
use crate::release::Release;

/// What appeared longer ago is news to nobody.
const NEWS: SignedDuration = SignedDuration::from_hours(72);
/// Who is added to an announcement's audience is told of it within this time of its first telling. It is shorter than mails
/// are kept: so nobody is told twice, in whichever companies they have been meanwhile.
const LATEST: SignedDuration = SignedDuration::from_hours(24 * 50);
/// Announcements told of in one round of a tenant.
const MOST: u32 = 100;
/// The field of an event's data that asks for mails.
pub(crate) const MAIL: &str = "mail";
/// The field that names those who were told before.
pub(crate) const TOLD: &str = "told_to";

/// What a change calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Clients see it now and have not been told.
    Now,
    /// The timer tells of it then.
    Then(Timestamp),
    /// All were told, or there is nothing to tell.
    Nothing,
}

/// The rule: `left` says whether there are some who see it and were not told.
pub(crate) fn telling(left: bool, release: Release, now: Timestamp) -> Telling {
    match release.at {
        _ if !left => Telling::Nothing,
        Some(_) if release.is_there(now) => Telling::Now,
        Some(at) if at > now => Telling::Then(at),
        _ => Telling::Nothing,
    }
}

impl Announcement {
    /// What a change calls for, where those were told before, and who of them need not be told again. Those who no longer
    /// see it are forgotten, as are all where it is taken back: the news of it may not have been heard yet. Nobody is told twice for
    /// that, since each person has one mail about it ([`shared::mail::Outgoing::once_to`]) for longer than [`LATEST`].
    pub(crate) fn tell(&mut self, told_to: Option<&Targets>, now: Timestamp) -> (Telling, Option<Targets>) {
        let told =
            told_to.filter(|_| self.release().is_there(now)).and_then(|told| told.within(&self.shown_to));
        let news = self.told_at.is_none_or(|at| at + LATEST > now);
        let left = told.as_ref().is_none_or(|told| self.shown_to.without(told).is_some());
        let telling = telling(left && news, self.release(), now);
        if telling == Telling::Now {
            self.told_at.get_or_insert(now);
        }
        (telling, told)
    }
}

/// Keeps what is due in step with a change.
pub(crate) fn plan(batch: &mut Batch<'_>, due: Option<&Stored<Due>>, of: &Announcement, telling: Telling) {
    match (telling, due) {
        (Telling::Then(at), Some(due)) if due.value.at == at => {}
        (Telling::Then(at), Some(due)) => {
            batch.replace(due, &Due::new(&of.id, at));
        }
        (Telling::Then(at), None) => {
            batch.create(&Due::new(&of.id, at));
        }
        (_, Some(due)) => {
            batch.delete(due);
        }
        (_, None) => {}
    }
}

/// Tells of the scheduled announcements whose time has come; how many. Safe to run twice at once and to be killed
/// anywhere: what is due goes in the batch that brings the event.
pub async fn tell(app: &App) -> Result<u64, Problem> {
    let mut told = 0;
    for listed in app.directory.list().await? {
        let Some((scope, tenant)) = app.directory.scope(&listed.slug).await? else { continue };
        if tenant.status != TenantStatus::Active {
            continue;
        }
        let now = app.clock.now();
        let come = Query::of(&DUE, "at").filter(Filter::Range("at", None, Some(now.into())));
        for due in app.store.query::<Due>(&scope, come.ascending().limit(MOST)).await?.items {
            told += u64::from(tell_of(app, &scope, &due, now).await?);
        }
    }
    Ok(told)
}

async fn tell_of(app: &App, scope: &Scope, due: &Stored<Due>, now: Timestamp) -> Result<bool, Problem> {
    let found = app.store.get::<Announcement>(scope, due.value.announcement.as_str()).await?;
    let there = found.filter(|read| read.value.release().is_there(now) && due.value.at + NEWS > now);
    let mut batch = app.store.batch(scope);
    batch.delete(due);
    if let Some(read) = &there {
        let audience = Audience { shown_to: Some(read.value.shown_to.clone()), ..Audience::default() };
        let mut event = Event::new("announcement.appeared", read.value.id.as_str(), read.version, audience);
        event.data = json!({ MAIL: true });
        batch.event(event);
    }
    match app.store.commit(batch).await {
        Ok(_) => Ok(there.is_some()),
        // Another machine was faster, or staff have just changed it.
        Err(StoreError::Stale { .. } | StoreError::NotFound { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_772_442_000 + second).unwrap()
    }

    proptest! {
        #[test]
        fn nobody_is_told_of_what_they_do_not_see_nor_twice(
            left: bool,
            from in proptest::option::of(-50_i64..50),
            end in proptest::option::of(-50_i64..50),
        ) {
            let release = Release { at: from.map(at), ends_at: end.map(at) };
            match telling(left, release, at(0)) {
                Telling::Now => prop_assert!(left && release.is_there(at(0))),
                Telling::Then(then) => prop_assert!(left && then > at(0) && release.at == Some(then)),
                Telling::Nothing => prop_assert!(!left || !release.is_there(at(0))),
            }
        }
    }
}
