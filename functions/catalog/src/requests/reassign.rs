//! Reassigns pending requests when the company's people or their roles change.
//!
//! Every change of a person writes an event, and the outbox passes each to [`hear`]. What it missed (an outage, a
//! suspended portal, a request made at the moment of the change) [`sweep`] finds within an hour. Both compare the
//! actual with the desired state, so they are safe to repeat.

use std::collections::BTreeSet;

use shared::account::{CompanyRef, Role, USER, User, UserStatus};
use shared::app::App;
use shared::event::Event;
use shared::id::{CompanyId, UserId};
use shared::problem::Problem;
use shared::store::{Query, StoreError, Stored};
use shared::tenant::{Scope, Tenant, TenantStatus};
use shared::token::{Minted, OneTimeToken, Purpose};

use super::{Retry, tell};
use crate::model::{REQUEST, Request, Status, Waiting};

/// At most this many company admins are asked by email.
const APPROVERS: usize = 20;

/// The company admins who can sign in, by name: as many as are asked, plus one who may be the requester.
pub(super) async fn admins(app: &App, company: &Scope) -> Result<Vec<User>, StoreError> {
    let most = u32::try_from(APPROVERS + 1).unwrap_or(u32::MAX);
    let query = Query::of(&USER, "sort_name")
        .eq("role", Role::CompanyAdmin.as_str())
        .eq("status", "active")
        .ascending()
        .limit(most);
    let found = app.store.query::<User>(company, query).await?.items.into_iter().map(|stored| stored.value);
    Ok(found.filter(|user| user.status == UserStatus::Active && !user.is_staff).collect())
}

/// Who is asked about a request of `requester`: those who were asked before come first.
pub(super) fn approvers(admins: &[User], requester: &UserId, before: &[UserId]) -> Vec<UserId> {
    let able: Vec<&UserId> = admins.iter().map(|user| &user.id).filter(|id| *id != requester).collect();
    let (mut asked, new): (Vec<&UserId>, Vec<&UserId>) = able.into_iter().partition(|id| before.contains(id));
    asked.extend(new);
    asked.into_iter().take(APPROVERS).cloned().collect()
}

/// True for an event that can change who decides.
fn matters(event: &Event) -> bool {
    let changed = event.data["changed"].as_array();
    match event.name.as_str() {
        "user.edited" => changed.is_none_or(|fields| {
            fields.iter().any(|field| matches!(field.as_str(), Some("role" | "status" | "company")))
        }),
        "user.created" | "user.activated" | "user.enabled" | "user.disabled" | "user.changed" => true,
        "company.edited" => true,
        _ => false,
    }
}

/// Updates who decides after an event. At most two round trips if nothing is pending.
pub(crate) async fn hear(app: &App, tenant: &Tenant, scope: &Scope, event: &Event) -> Result<(), Problem> {
    if !matters(event) {
        return Ok(());
    }
    if let Some(company) = CompanyId::parse(&event.object) {
        return company_of(app, tenant, scope, &company).await.map(drop);
    }
    let user = app.store.get::<User>(scope, &event.object).await?;
    let Some(company) = user.and_then(|user| user.value.company) else { return Ok(()) };
    company_of(app, tenant, scope, &company.id).await.map(drop)
}

/// Checks every pending request in all portals. Returns how many were reassigned.
///
/// Errors: the store cannot be reached; the next run goes on.
pub async fn sweep(app: App) -> Result<u64, Problem> {
    let mut moved = 0;
    for tenant in app.directory.list().await? {
        if tenant.status != TenantStatus::Active {
            continue;
        }
        let Some((scope, tenant)) = app.directory.scope(&tenant.slug).await? else { continue };
        let waiting = Query::of(&REQUEST, "asked_at").eq("status", Status::PendingApproval.as_str());
        let mut companies = BTreeSet::new();
        let mut query = Some(waiting);
        while let Some(asked) = query {
            let page = app.store.query::<Request>(&scope, asked.clone()).await?;
            companies.extend(page.items.into_iter().map(|stored| stored.value.company.id));
            query = page.next.map(|next| asked.after(Some(next)));
        }
        for company in companies {
            moved += company_of(&app, &tenant, &scope, &company).await?;
        }
    }
    Ok(moved)
}

/// Updates a company's pending requests to the people who can decide now. Returns how many changed.
async fn company_of(app: &App, tenant: &Tenant, scope: &Scope, company: &CompanyId) -> Result<u64, Problem> {
    let scope = scope.of_company(company.clone());
    let waiting = app.store.get::<Waiting>(&scope, &Waiting::id_of(company)).await?;
    if waiting.is_none_or(|waiting| waiting.value.is_empty()) {
        return Ok(0);
    }
    // Nobody at a disabled company can sign in.
    let closed = tenant.closed.contains(company);
    let admins = if closed { Vec::new() } else { admins(app, &scope).await? };
    let mut moved = 0;
    let mut query = Some(Query::of(&REQUEST, "asked_at").eq("status", Status::PendingApproval.as_str()));
    while let Some(asked) = query {
        let page = app.store.query::<Request>(&scope, asked.clone()).await?;
        for request in page.items {
            moved += u64::from(one(app, &scope, &admins, request).await?);
        }
        query = page.next.map(|next| asked.after(Some(next)));
    }
    Ok(moved)
}

/// Writes who is asked about one request, with links for newly asked people. False if nothing changed.
async fn one(app: &App, scope: &Scope, admins: &[User], read: Stored<Request>) -> Result<bool, Problem> {
    let (mut read, mut retry) = (read, Retry::default());
    loop {
        let request = &read.value;
        let after = approvers(admins, &request.requester.id, &request.approvers);
        let same = |one: &[UserId], other: &[UserId]| one.iter().all(|id| other.contains(id));
        if request.status != Status::PendingApproval
            || (same(&after, &request.approvers) && same(&request.approvers, &after))
        {
            return Ok(false);
        }
        let new: Vec<UserId> = after.iter().filter(|id| !request.approvers.contains(id)).cloned().collect();
        let changed = Request { approvers: after, ..request.clone() };
        let mut batch = app.store.batch(scope);
        batch.replace(&read, &changed);
        for person in &new {
            let id = OneTimeToken::id_about(Purpose::Approve, person, Some(request.id.as_str()));
            // People who were asked before already have a link: it works again with their rights, or has expired.
            if app.store.peek::<OneTimeToken>(scope, &id).await?.is_none() {
                Minted::about(app, scope, Purpose::Approve, person, request.id.as_str())?.add_to(&mut batch);
            }
        }
        let name = if changed.approvers.is_empty() { tell::UNASSIGNED } else { tell::REASSIGNED };
        batch.event(tell::event(name, &changed, read.version + 1, &new));
        match app.store.commit(batch).await {
            Ok(_) => return Ok(true),
            Err(error) => retry.after(error).await?,
        }
        let Some(newest) = app.store.get::<Request>(scope, read.value.id.as_str()).await? else {
            return Ok(false);
        };
        read = newest;
    }
}

/// The people who were asked and can still decide, in the order in which they were asked.
pub(crate) fn able(people: Vec<User>, company: &CompanyRef, requester: &UserId) -> Vec<User> {
    let may = |user: &User| {
        user.role == Role::CompanyAdmin
            && user.status == UserStatus::Active
            && user.id != *requester
            && user.company.as_ref().is_some_and(|own| own.id == company.id)
    };
    people.into_iter().filter(may).collect()
}
