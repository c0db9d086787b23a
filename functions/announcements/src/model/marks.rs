//! What one person has read and put away: one document, however much was announced.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::id::{AnnouncementId, CompanyId, UserId};
use shared::store::{Document, Index, Kind, Reach};

/// Marks kept in each list. Far more than a board holds: what can count as unread is never forgotten.
const MOST: usize = 400;

/// A person's marks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Marks {
    id: String,
    company: CompanyId,
    /// Announcements that were read, in the order of reading.
    read: Vec<AnnouncementId>,
    /// Outages whose banner was put away.
    #[serde(default)]
    dismissed: Vec<AnnouncementId>,
}

/// Marks: one document for each person who has read something.
pub(crate) static MARKS: Kind = Kind {
    name: "announcement_marks",
    reach: Reach::Company,
    indexes: &[
        Index { by: &[], each: Some("read"), order: "id" },
        Index { by: &["company"], each: Some("read"), order: "id" },
    ],
    residual: &[],
    terms: false,
};

impl Document for Marks {
    const KIND: &'static Kind = &MARKS;

    fn id(&self) -> &str {
        &self.id
    }

    fn company(&self) -> Option<&str> {
        Some(self.company.as_str())
    }
}

impl Marks {
    /// The id of a person's.
    pub(crate) fn id_of(person: &UserId) -> String {
        format!("anm.{person}")
    }

    /// Of somebody who has read nothing.
    pub(crate) fn none(person: &UserId, company: CompanyId) -> Self {
        Self { id: Self::id_of(person), company, read: Vec::new(), dismissed: Vec::new() }
    }

    /// The marks as entries of the copy of a person's data.
    pub(crate) fn entries(&self) -> Vec<Value> {
        let read = self.read.iter().map(|id| json!({ "announcement": id, "mark": "read" }));
        let dismissed =
            self.dismissed.iter().map(|id| json!({ "announcement": id, "mark": "banner put away" }));
        read.chain(dismissed).collect()
    }

    /// True where it was read.
    pub(crate) fn has_read(&self, id: &AnnouncementId) -> bool {
        self.read.contains(id)
    }

    /// True where its banner was put away.
    pub(crate) fn has_dismissed(&self, id: &AnnouncementId) -> bool {
        self.dismissed.contains(id)
    }

    /// Marks these as read; `shown` is what the person's board holds and must not be forgotten. True where that is news.
    pub(crate) fn read(&mut self, ids: &[AnnouncementId], shown: &[AnnouncementId]) -> bool {
        mark(&mut self.read, ids, shown)
    }

    /// Puts a banner away. True where that is news.
    pub(crate) fn dismiss(&mut self, id: &AnnouncementId, shown: &[AnnouncementId]) -> bool {
        mark(&mut self.dismissed, std::slice::from_ref(id), shown)
    }
}

fn mark(list: &mut Vec<AnnouncementId>, ids: &[AnnouncementId], shown: &[AnnouncementId]) -> bool {
    let before = list.len();
    for id in ids {
        if !list.contains(id) {
            list.push(id.clone());
        }
    }
    let news = list.len() > before;
    let mut surplus = list.len().saturating_sub(MOST);
    list.retain(|id| {
        let goes = surplus > 0 && !shown.contains(id) && !ids.contains(id);
        surplus -= usize::from(goes);
        !goes
    });
    news
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(number: u16) -> AnnouncementId {
        AnnouncementId::parse(&format!("ann_{number:026}")).unwrap()
    }

    proptest! {
        #[test]
        fn marks_stay_few_and_never_forget_what_is_shown(numbers in proptest::collection::vec(0_u16..900, 1..900), pinned in 0_u16..900) {
            let person = UserId::parse("usr_00000000000000000000000001").unwrap();
            let company = CompanyId::parse("cmp_00000000000000000000000001").unwrap();
            let mut marks = Marks::none(&person, company);
            marks.read(&[id(pinned)], &[]);
            for number in numbers {
                let shown = [id(pinned), id(number)];
                let known = marks.has_read(&id(number));
                prop_assert_eq!(marks.read(&[id(number)], &shown), !known);
                prop_assert!(marks.has_read(&id(number)) && marks.has_read(&id(pinned)));
                prop_assert!(marks.read.len() <= MOST);
            }
        }
    }
}
