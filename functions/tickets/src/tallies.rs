//! What a change does to the counters: pure, so that a recount can prove it.

use std::collections::BTreeMap;

use crate::model::{ByStatus, Status, Tally, Ticket};

/// Moves of counters, by the tally's id. Those that cancel out are not among them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Moves(BTreeMap<String, Move>);

/// Moves of one tally.
#[derive(Debug, Default, PartialEq, Eq)]
struct Move {
    by_status: [i64; Status::ALL.len()],
    unassigned: i64,
}

impl Moves {
    /// What turning `before` into `after` moves. A ticket that is new has no before.
    #[must_use]
    pub fn between(before: Option<&Ticket>, after: &Ticket) -> Self {
        let mut moves = Self::default();
        if let Some(before) = before {
            moves.add(before, -1);
        }
        moves.add(after, 1);
        moves.0.retain(|_, one| *one != Move::default());
        moves
    }

    fn add(&mut self, ticket: &Ticket, by: i64) {
        let status = ticket.status() as usize;
        let people = ticket.viewers().iter().map(Tally::of_person);
        let company = Tally::of_company(&ticket.company.id);
        for id in people.chain([company, Tally::TENANT.to_owned()]) {
            let tenant = id == Tally::TENANT;
            let one = self.0.entry(id).or_default();
            one.by_status[status] += by;
            if tenant && ticket.is_unassigned() && !ticket.status().is_finished() {
                one.unassigned += by;
            }
        }
    }

    /// The tallies that move.
    pub fn ids(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }

    /// Moves one tally on.
    pub fn apply(&self, tally: &mut Tally) {
        let Some(one) = self.0.get(&tally.id) else { return };
        for (status, by) in Status::ALL.into_iter().zip(one.by_status) {
            let counter = ByStatus::of_mut(&mut tally.by_status, status);
            *counter = counter.saturating_add_signed(by);
        }
        tally.unassigned = tally.unassigned.saturating_add_signed(one.unassigned);
    }
}
