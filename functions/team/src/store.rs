//! The area's questions to the store.

use shared::account::{CompanyRef, EmailReservation, USER, User, held_key};
use shared::app::App;
use shared::audit::Actor;
use shared::event::{Audience, Event};
use shared::http::Paging;
use shared::id::{CompanyId, UserId};
use shared::search::Search;
use shared::store::{Batch, Page, Query, Store, StoreError, Stored};
use shared::tenant::Scope;

use crate::limits::{Invitations, OPEN, Refused};

/// The people of the scope's company by name; with `search`, those that have all of its words. One round trip.
pub(crate) async fn members(
    store: &Store,
    scope: &Scope,
    search: &Search,
    paging: Paging,
) -> Result<Page<User>, StoreError> {
    let Some(company) = scope.company() else { return Ok(Page { items: Vec::new(), next: None }) };
    let query = Query::of(&USER, "sort_name").ascending().eq("company", company.as_str());
    let query = query.limit(paging.limit).after(paging.after);
    store.query(scope, search.narrow(query)).await
}

/// What must be known before somebody is invited.
pub(crate) struct Before {
    /// The company's record.
    pub(crate) invitations: Option<Stored<Invitations>>,
    /// Who has the email, where somebody outside of the company does.
    pub(crate) elsewhere: Option<UserId>,
    /// True where somebody of the company has the email, or was invited with it.
    pub(crate) is_own: bool,
    /// People of the company who were invited and have not joined.
    pub(crate) open: u64,
}

/// Reads it: three round trips, whoever has the email; a fourth where many have not joined.
pub(crate) async fn before(
    store: &Store,
    scope: &Scope,
    company: &CompanyId,
    email: &str,
) -> Result<Before, StoreError> {
    let (record, taken) = (Invitations::id_of(company), EmailReservation::id_of(email));
    let held = format!("eml.{}", held_key(company, email));
    let mut found = store.read(scope, &[record.clone(), taken.clone(), held.clone()]).await?;
    let owner = found.take::<EmailReservation>(&taken)?.map(|reserved| reserved.value.user);
    let is_held = found.take::<EmailReservation>(&held)?.is_some();
    // Asked also where nobody has it, so that the answer takes as long. The scope shows people of the company alone.
    let asked = owner.as_ref().map_or("usr_nobody", UserId::as_str);
    let own = store.get::<User>(scope, asked).await?;
    let invited = || Query::of(&USER, "sort_name").eq("company", company.as_str()).eq("status", "invited");
    let mut open = store.count(scope, invited()).await?;
    if open >= OPEN {
        // Whoever came from a file and was never mailed is not waiting.
        open = open.saturating_sub(store.count(scope, invited().eq("uninvited", true)).await?);
    }
    Ok(Before {
        invitations: found.take::<Invitations>(&record)?,
        elsewhere: owner.filter(|_| own.is_none()),
        is_own: own.is_some() || is_held,
        open,
    })
}

/// Adds the company's record to the batch.
pub(crate) fn put(batch: &mut Batch<'_>, read: Option<&Stored<Invitations>>, value: &Invitations) {
    match read {
        Some(read) => batch.replace(read, value),
        None => batch.create(value),
    };
}

/// Tells staff that a company has reached a limit, once a day. One round trip, or none.
pub(crate) async fn tell_staff(
    app: &App,
    scope: &Scope,
    company: &CompanyRef,
    (read, refused): (Option<&Stored<Invitations>>, Refused),
    by: &Actor,
) -> Result<(), StoreError> {
    let record = read.map_or_else(|| Invitations::none(&company.id), |read| read.value.clone());
    let Some(told) = record.telling(app.clock.now()) else { return Ok(()) };
    let mut batch = app.store.batch(scope);
    put(&mut batch, read, &told);
    let data = serde_json::json!({ "limit": refused.as_str(), "company": company.name, "by": by.name });
    let mut event = Event::new("team.limit_reached", company.id.as_str(), 0, Audience::staff());
    event.data = data.clone();
    batch.audit_with(by, "team.invite_limit", company.id.as_str(), data).event(event);
    match app.store.commit(batch).await {
        // Somebody else tells them, or the next refusal does.
        Ok(_) | Err(StoreError::Conflict { .. } | StoreError::Stale { .. } | StoreError::NotFound { .. }) => {
            Ok(())
        }
        Err(error) => Err(error),
    }
}
