//! Tallies read for a change, moved and written with it.

use shared::app::App;
use shared::store::{Batch, Found, StoreError, Stored};
use shared::tenant::Scope;

use crate::model::{Tally, Ticket};
use crate::tallies::Moves;

/// The tallies that a change moves, as they were read and as they will be.
#[derive(Default)]
pub(super) struct Counters(Vec<(Option<Stored<Tally>>, Tally)>);

impl Counters {
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
        let mut counters = Self::default();
        counters.apply(&moves, &mut found)?;
        Ok((counters, found))
    }

    /// Moves them on; those that are not here yet are taken from what was read.
    pub(super) fn apply(&mut self, moves: &Moves, found: &mut Found) -> Result<(), StoreError> {
        for id in moves.ids() {
            moves.apply(self.tally(id, found)?);
        }
        Ok(())
    }

    /// Gives out the tenant's next number.
    pub(super) fn number(&mut self, found: &mut Found) -> Result<u64, StoreError> {
        let tenant = self.tally(Tally::TENANT, found)?;
        tenant.last_number += 1;
        Ok(tenant.last_number)
    }

    /// Writes them.
    pub(super) fn write(&self, batch: &mut Batch<'_>) {
        for (stored, tally) in &self.0 {
            match stored {
                Some(stored) => batch.replace(stored, tally),
                None => batch.create(tally),
            };
        }
    }

    fn tally(&mut self, id: &str, found: &mut Found) -> Result<&mut Tally, StoreError> {
        let place = match self.0.iter().position(|(_, tally)| tally.id == id) {
            Some(place) => place,
            None => {
                let stored = found.take::<Tally>(id)?;
                let tally = stored
                    .as_ref()
                    .map_or_else(|| Tally::empty(id.to_owned()), |stored| stored.value.clone());
                self.0.push((stored, tally));
                self.0.len() - 1
            }
        };
        Ok(&mut self.0[place].1)
    }
}
