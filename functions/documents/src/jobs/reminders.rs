//! Reminders of what is still to be signed: seven days and one day before the deadline.

use jiff::civil::Date;
use serde_json::json;
use shared::app::App;
use shared::event::{Audience, Event};
use shared::id::PolicyId;
use shared::problem::Problem;
use shared::store::{Query, StoreError};
use shared::tenant::{Scope, TenantStatus};

use crate::model::{POLICY, Policy, PolicyState, Published, Reminder};
use crate::standing::{Standing, roster};
use crate::store::{clients, done_with, today};

/// People of one event at most.
pub(crate) const TOGETHER: usize = 200;
/// Days before the deadline, and what the round is called. The later round takes the place of an earlier one that was
/// missed.
const ROUNDS: [(i32, &str); 2] = [(1, "1d"), (7, "7d")];

/// That these people are reminded; nobody else hears of it.
pub(crate) fn event(policy: &PolicyId, version: u32, people: &[String]) -> Event {
    let audience = Audience { users: people.to_vec(), ..Audience::staff() };
    let mut event = Event::new("document.reminded", policy.as_str(), u64::from(version), audience);
    event.data = json!({ "version": version });
    event
}

/// Which round a day belongs to.
fn round(deadline: Date, today: Date) -> Option<&'static str> {
    let left = (deadline - today).get_days();
    ROUNDS.iter().find(|(days, _)| (0..=*days).contains(&left)).map(|(_, name)| *name)
}

/// Reminds everybody whose deadlines are near, once for each round; how many people.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn remind(app: App) -> Result<u64, Problem> {
    let mut reminded = 0;
    for tenant in app.directory.list().await? {
        if tenant.status != TenantStatus::Active {
            continue;
        }
        let Some((scope, _)) = app.directory.scope(&tenant.slug).await? else { continue };
        let mut query = Some(Query::of(&POLICY, "id").eq("state", PolicyState::Published.as_str()));
        while let Some(asked) = query {
            let page = app.store.query::<Policy>(&scope, asked.clone()).await?;
            for stored in page.items {
                if let Some(published) = stored.value.asked() {
                    reminded += policy(&app, &scope, &stored.value.id, published).await?;
                }
            }
            query = page.next.map(|next| asked.after(Some(next)));
        }
    }
    Ok(reminded)
}

async fn policy(app: &App, scope: &Scope, id: &PolicyId, published: &Published) -> Result<u64, Problem> {
    let Some(deadline) = published.reach.deadline else { return Ok(0) };
    let today = today(app, scope).await?;
    let Some(round) = round(deadline, today) else { return Ok(0) };
    let key = Reminder::id_of(id, published.version, &format!("{round}.{deadline}"));
    let mut read = app.store.get::<Reminder>(scope, &key).await?;
    if read.as_ref().is_some_and(|read| read.value.done) {
        return Ok(0);
    }
    let people = clients(app, scope, Some(published), None).await?;
    let done = done_with(app, scope, id).await?;
    let lines = roster(published, &people, &done, today);
    let mut open: Vec<String> = lines
        .iter()
        .filter(|line| line.standing != Standing::Signed)
        .map(|line| line.user.id.to_string())
        .collect();
    open.sort_unstable();
    let through = read.as_ref().map_or(String::new(), |read| read.value.through.clone());
    open.retain(|person| *person > through);
    let mut reminded = 0;
    let mut parts = open.chunks(TOGETHER).peekable();
    loop {
        let some = parts.next().unwrap_or_default();
        let mut next = read.as_ref().map_or_else(|| Reminder::begin(key.clone()), |read| read.value.clone());
        if let Some(last) = some.last() {
            next.through.clone_from(last);
        }
        next.done = parts.peek().is_none();
        let mut batch = app.store.batch(scope);
        match &read {
            Some(read) => batch.replace(read, &next),
            None => batch.create(&next),
        };
        if !some.is_empty() {
            batch.event(event(id, published.version, some));
        }
        match app.store.commit(batch).await {
            Ok(_) => reminded += some.len() as u64,
            // Another machine is at the same round and does the rest.
            Err(StoreError::Stale { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => {
                return Ok(reminded);
            }
            Err(error) => return Err(error.into()),
        }
        if next.done {
            return Ok(reminded);
        }
        read = app.store.get::<Reminder>(scope, &key).await?;
    }
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
