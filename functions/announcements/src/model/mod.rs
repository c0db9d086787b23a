//! The nouns: announcements, the boards on which companies find them, and people's marks.

mod announcement;
mod board;
mod due;
mod marks;

pub(crate) use announcement::{ANNOUNCEMENT, Announcement, Draft, Severity, Stage, Status};
pub(crate) use board::{BOARD, Board, EDITION, Notice};
pub(crate) use due::{DUE, Due};
pub(crate) use marks::{MARKS, Marks};

/// A moment, kept so that text order is time order.
mod sortable {
    use jiff::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{at:.9}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        Timestamp::deserialize(from)
    }
}
