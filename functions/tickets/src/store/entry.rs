//! A ticket's search entry, in the batch of what happens to the ticket.

use futures::TryStreamExt;
use shared::app::App;
use shared::personal::all;
use shared::problem::Problem;
use shared::store::{Batch, Found, Query, Stored};
use shared::tenant::Scope;

use crate::model::{MESSAGE, Message, SearchEntry, Ticket};

/// The entry as it was read, or made anew for a ticket that is older than the search of conversations.
pub(super) struct Entry {
    read: Option<Stored<SearchEntry>>,
    entry: SearchEntry,
}

impl Entry {
    /// Takes the entry from what was read with the ticket. No round trip, unless there is none yet.
    pub(super) async fn read(
        app: &App,
        scope: &Scope,
        ticket: &Ticket,
        found: &mut Found,
    ) -> Result<Self, Problem> {
        let read = found.take::<SearchEntry>(&SearchEntry::id_of(&ticket.id))?;
        let entry = match &read {
            Some(read) => read.value.clone(),
            None => rebuilt(app, scope, ticket).await?,
        };
        Ok(Self { read, entry })
    }

    /// Writes what the ticket has become and what its conversation gained.
    pub(super) fn write(
        mut self,
        batch: &mut Batch<'_>,
        before: &Stored<Ticket>,
        after: &Ticket,
        gained: &[Message],
    ) {
        self.entry.follow(after);
        gained.iter().for_each(|message| self.entry.add(message));
        match &self.read {
            Some(read) => batch.replace(read, &self.entry),
            None => batch.create_as_of(&self.entry, before.created_at),
        };
    }
}

/// The entry of a ticket, from its conversation as it is stored.
pub(crate) async fn rebuilt(app: &App, scope: &Scope, ticket: &Ticket) -> Result<SearchEntry, Problem> {
    let query = Query::of(&MESSAGE, "at").ascending().eq("ticket", ticket.id.as_str());
    let entry = SearchEntry::of(ticket);
    all::<Message>(app.clone(), scope.clone(), query)
        .try_fold(entry, |mut entry, message| {
            entry.add(&message);
            futures::future::ready(Ok(entry))
        })
        .await
}
