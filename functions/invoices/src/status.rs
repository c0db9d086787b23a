//! An invoice's status: what is kept, what is shown on a given day, and what staff may make of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::day::is_overdue;
use utoipa::ToSchema;

/// What is kept. That an invoice is overdue is never kept: its date says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not yet for the client's eyes.
    Draft,
    /// To be paid.
    Sent,
    /// Paid.
    Paid,
    /// Of no effect.
    Void,
    /// In the client's favor, and not used up yet: the total is below zero.
    Credit,
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = InvoiceStatus)]
pub enum Status {
    /// Not yet for the client's eyes.
    Draft,
    /// To be paid, and there is still time.
    Sent,
    /// Paid.
    Paid,
    /// To be paid, and the day has passed.
    Overdue,
    /// Of no effect.
    Void,
    /// In the client's favor, and not used up yet: the total is below zero. Never overdue.
    Credit,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Sent, Self::Paid, Self::Void, Self::Credit];
    /// Those that clients see.
    pub const SHOWN: [Self; 4] = [Self::Sent, Self::Paid, Self::Void, Self::Credit];

    /// The word that is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Paid => "paid",
            Self::Void => "void",
            Self::Credit => "credit",
        }
    }

    /// What is shown on the day `today`: overdue from the day after the due day.
    #[must_use]
    pub fn on(self, due: Option<Date>, today: Date) -> Status {
        match self {
            Self::Draft => Status::Draft,
            Self::Sent if is_overdue(due, today) => Status::Overdue,
            Self::Sent => Status::Sent,
            Self::Paid => Status::Paid,
            Self::Void => Status::Void,
            Self::Credit => Status::Credit,
        }
    }

    /// What becomes of it by its total: nothing is to be paid of an invoice over nothing, and what is below zero is owed to
    /// the client.
    #[must_use]
    pub fn with_total(self, total: i64) -> Self {
        match self {
            Self::Sent | Self::Credit if total == 0 => Self::Paid,
            Self::Sent if total < 0 => Self::Credit,
            other => other,
        }
    }

    /// True where staff may make `after` of it: a draft is sent or dropped, what was sent is paid or declared void, and
    /// a payment that was noted by mistake is taken back. A credit is used up or declared void. What is void stays void.
    #[must_use]
    pub fn may_become(self, after: Self) -> bool {
        matches!(
            (self, after),
            (Self::Draft, Self::Sent | Self::Void)
                | (Self::Sent | Self::Credit, Self::Paid | Self::Void)
                | (Self::Paid, Self::Sent)
        )
    }
}

impl Status {
    /// What is kept of a status that somebody sends.
    #[must_use]
    pub fn state(self) -> State {
        match self {
            Self::Draft => State::Draft,
            Self::Sent | Self::Overdue => State::Sent,
            Self::Paid => State::Paid,
            Self::Void => State::Void,
            Self::Credit => State::Credit,
        }
    }

    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            other => other.state().as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_invoice_is_overdue_from_the_day_after_its_due_day() {
        let due = Some(date(2026, 3, 2));
        assert_eq!(State::Sent.on(due, date(2026, 3, 2)), Status::Sent);
        assert_eq!(State::Sent.on(due, date(2026, 3, 3)), Status::Overdue);
        assert_eq!(State::Sent.on(None, date(2030, 1, 1)), Status::Sent);
        for state in [State::Draft, State::Paid, State::Void, State::Credit] {
            assert_eq!(state.on(due, date(2030, 1, 1)).state(), state);
            assert_ne!(state.on(due, date(2030, 1, 1)), Status::Overdue);
        }
    }

    #[test]
    fn nothing_is_to_be_paid_of_nothing_and_what_is_below_zero_is_a_credit() {
        for (state, total, becomes) in [
            (State::Sent, 1, State::Sent),
            (State::Sent, 0, State::Paid),
            (State::Sent, -1, State::Credit),
            (State::Draft, 0, State::Draft),
            (State::Draft, -1, State::Draft),
            (State::Paid, -1, State::Paid),
            (State::Void, 0, State::Void),
        ] {
            assert_eq!(state.with_total(total), becomes, "{state:?} {total}");
        }
    }

    #[test]
    fn what_is_void_stays_void_and_nothing_becomes_a_draft_again() {
        for state in State::ALL {
            assert!(
                !State::Void.may_become(state) && !state.may_become(State::Draft) && !state.may_become(state)
            );
        }
    }
}
