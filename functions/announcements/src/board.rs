//! What of a board a person sees: pure, of the board, the person's marks and the clock.

use jiff::Timestamp;
use shared::id::AnnouncementId;
use shared::markdown::to_text;

use crate::model::{Announcement, Board, Marks, Notice, Severity};

/// Announcements on a board: only these can be unread, what is older counts as read.
pub(crate) const MOST: usize = 50;
/// Announcements on the dashboard.
const LATEST: usize = 4;
/// Banners on a page.
const BANNERS: usize = 3;
/// Characters of an excerpt.
pub(crate) const EXCERPT: usize = 160;

/// A person's view of their company's board at a moment.
pub(crate) struct View<'a> {
    pub(crate) board: &'a Board,
    pub(crate) marks: Option<&'a Marks>,
    pub(crate) now: Timestamp,
}

impl<'a> View<'a> {
    /// What clients see now, in their order.
    pub(crate) fn there(&self) -> impl Iterator<Item = &'a Notice> {
        let now = self.now;
        self.board.notices.iter().filter(move |notice| notice.is_there(now))
    }

    /// True where it is shown and was not read.
    pub(crate) fn is_unread(&self, id: &AnnouncementId) -> bool {
        self.there().any(|notice| notice.id == *id) && !self.marks.is_some_and(|marks| marks.has_read(id))
    }

    /// Those that were not read.
    pub(crate) fn unread(&self) -> Vec<AnnouncementId> {
        self.there().map(|notice| notice.id.clone()).filter(|id| self.is_unread(id)).collect()
    }

    /// The first few.
    pub(crate) fn latest(&self) -> impl Iterator<Item = &'a Notice> {
        self.there().take(LATEST)
    }

    /// Outages whose banner the person has not put away.
    pub(crate) fn outages(&self) -> impl Iterator<Item = &'a Notice> {
        let marks = self.marks;
        self.there()
            .filter(|notice| notice.severity == Severity::Outage)
            .filter(move |notice| !marks.is_some_and(|marks| marks.has_dismissed(&notice.id)))
            .take(BANNERS)
    }
}

/// The board's ids, those to come among them: marks of these are kept.
pub(crate) fn ids(board: &Board) -> Vec<AnnouncementId> {
    board.notices.iter().map(|notice| notice.id.clone()).collect()
}

/// The board's lines of announcements in the clients' order.
pub(crate) fn notices(announcements: impl IntoIterator<Item = Announcement>) -> Vec<Notice> {
    let short = |announcement: Announcement| {
        let release = announcement.release();
        let outage = announcement.severity == Severity::Outage;
        Some(Notice {
            at: release.at?,
            ends_at: release.ends_at,
            excerpt: outage.then(|| to_text(&announcement.body, EXCERPT)),
            id: announcement.id,
            title: announcement.title,
            severity: announcement.severity,
            pinned: announcement.pinned,
        })
    };
    announcements.into_iter().filter_map(short).take(MOST).collect()
}
