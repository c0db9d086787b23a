//! Search entries for tickets that are older than the search of conversations.

use std::collections::HashSet;

use shared::app::App;
use shared::problem::Problem;
use shared::store::{Query, StoreError};
use shared::tenant::Scope;

use crate::model::{Hit, SearchEntry, TICKET, TICKET_SEARCH, Ticket};
use crate::store::rebuilt;

/// Tickets looked at in one step.
const STEP: u32 = 100;

/// Makes the search entries that are missing, of all tenants; how many. Where none is, it costs two counts a tenant.
///
/// Errors: the store cannot be reached; what has been made stays.
pub async fn index_conversations(app: &App) -> Result<u64, Problem> {
    let mut made = 0;
    for tenant in app.directory.list().await? {
        if let Some((scope, _)) = app.directory.scope(&tenant.slug).await? {
            made += index(app, &scope).await?;
        }
    }
    Ok(made)
}

async fn index(app: &App, scope: &Scope) -> Result<u64, Problem> {
    let tickets = app.store.count(scope, Query::of(&TICKET, "created_at")).await?;
    if tickets == app.store.count(scope, Query::of(&TICKET_SEARCH, "created_at")).await? {
        return Ok(0);
    }
    let mut made = 0;
    let mut query = Query::of(&TICKET, "created_at").ascending().limit(STEP);
    loop {
        let page = app.store.query::<Ticket>(scope, query.clone()).await?;
        let ids: Vec<String> = page.items.iter().map(|ticket| SearchEntry::id_of(&ticket.value.id)).collect();
        let there = app.store.get_many::<Hit>(scope, &ids).await?;
        let there: HashSet<_> = there.into_iter().map(|hit| hit.value.ticket).collect();
        for ticket in page.items.iter().filter(|ticket| !there.contains(&ticket.value.id)) {
            let entry = rebuilt(app, scope, &ticket.value).await?;
            let mut batch = app.store.batch(scope);
            batch.create_as_of(&entry, ticket.created_at);
            match app.store.commit(batch).await {
                Ok(_) => made += 1,
                // Whoever changed the ticket meanwhile has made it.
                Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if page.next.is_none() {
            return Ok(made);
        }
        query = query.after(page.next);
    }
}
