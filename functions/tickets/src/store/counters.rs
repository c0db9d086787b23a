//! Tallies read for a change, moved and written with it.

use shared::app::App;
use shared::store::{Batch, Found, StoreError, Stored};
use shared::tenant::Scope;

use crate::model::{Tally, Ticket};
use crate::tallies::Moves;

/// The tallies that a change moves.
pub(super) struct Counters {
    moves: Moves,
    tallies: Vec<(Option<Stored<Tally>>, Tally)>,
}

impl Counters {
    /// Takes them from what was read, where the tenant's has been taken already.
    pub(super) fn take(
        moves: Moves,
        tenant: Option<Stored<Tally>>,
        found: &mut Found,
    ) -> Result<Self, StoreError> {
        let mut tenant = tenant;
        let mut tallies = Vec::new();
        for id in moves.ids() {
            let stored = if id == Tally::TENANT { tenant.take() } else { found.take::<Tally>(id)? };
            let tally =
                stored.as_ref().map_or_else(|| Tally::empty(id.clone()), |stored| stored.value.clone());
            tallies.push((stored, tally));
        }
        Ok(Self { moves, tallies })
    }

    /// Reads what turning `before` into `after` moves, and another document where one is wanted: no round trip where
    /// nothing is.
    pub(super) async fn read(
        app: &App,
        scope: &Scope,
        before: &Ticket,
        after: &Ticket,
        wanted: Option<&str>,
    ) -> Result<(Self, Found), StoreError> {
        let moves = Moves::between(Some(before), after);
        let ids: Vec<String> = moves.ids().cloned().chain(wanted.map(str::to_owned)).collect();
        let mut found = app.store.read(scope, &ids).await?;
        let tenant = found.take::<Tally>(Tally::TENANT)?;
        Ok((Self::take(moves, tenant, &mut found)?, found))
    }

    /// Writes them, moved on; `number` is the one that the tenant's tally has now given out.
    pub(super) fn write(mut self, batch: &mut Batch<'_>, number: Option<u64>) {
        for (stored, tally) in &mut self.tallies {
            self.moves.apply(tally);
            if let Some(number) = number.filter(|_| tally.id == Tally::TENANT) {
                tally.last_number = number;
            }
            match stored {
                Some(stored) => batch.replace(stored, tally),
                None => batch.create(tally),
            };
        }
    }
}
