//! What a person still has to sign: pure, of the company's board, the person's record and the day.

use jiff::civil::Date;
use shared::account::User;
use shared::day::LocalDay;

use crate::model::{Ask, Board, SignerRecord};

/// A person's view of their company's board on a day.
pub(crate) struct View<'a> {
    pub(crate) board: &'a Board,
    pub(crate) record: Option<&'a SignerRecord>,
    pub(crate) user: &'a User,
    /// The tenant's day.
    pub(crate) day: LocalDay,
}

impl<'a> View<'a> {
    /// What the person is asked to sign and has not signed: overdue first, then by deadline, then the latest.
    pub(crate) fn open(&self) -> Vec<&'a Ask> {
        let signed =
            |ask: &Ask| self.record.is_some_and(|record| record.has_signed(&ask.policy, ask.version));
        let mut open: Vec<&Ask> =
            self.board.asks.iter().filter(|ask| ask.asks(self.user) && !signed(ask)).collect();
        open.sort_by_key(|ask| (ask.deadline.unwrap_or(Date::MAX), std::cmp::Reverse(ask.at)));
        open
    }

    /// The policy, where the person is asked to sign it.
    pub(crate) fn asked(&self, policy: &shared::id::PolicyId) -> Option<&'a Ask> {
        self.board.asks.iter().find(|ask| ask.policy == *policy && ask.asks(self.user))
    }

    /// How many are open, and how many of them are overdue.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let open = self.open();
        let overdue = open.iter().filter(|ask| ask.is_overdue(self.day.date)).count();
        (open.len() as u64, overdue as u64)
    }

    /// True where the person refused this version.
    pub(crate) fn has_declined(&self, ask: &Ask) -> bool {
        self.record.is_some_and(|record| record.has_declined(&ask.policy, ask.version))
    }
}
