//! What is shown: to clients what they may see, to staff everything.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::id::AnnouncementId;
use shared::markdown::{to_html, to_text};
use shared::targets::ShownTo;
use utoipa::ToSchema;

use crate::board::EXCERPT;
use crate::model::{Announcement, Notice, Severity, Status};

/// An announcement as clients read it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Announcement)]
pub(crate) struct AnnouncementView {
    /// Id.
    id: AnnouncementId,
    /// One line.
    title: String,
    /// The beginning of the text, without markup.
    excerpt: String,
    /// The text as markup of a short list of elements, safe to show.
    body_html: String,
    /// How much it matters.
    severity: Severity,
    /// Stays on top.
    pinned: bool,
    /// When it appeared.
    published_at: Timestamp,
    /// When it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
    /// True until the caller has read it.
    pub(crate) unread: bool,
}

impl AnnouncementView {
    pub(crate) fn of(announcement: &Announcement, unread: bool) -> Self {
        let release = announcement.release();
        Self {
            id: announcement.id.clone(),
            title: announcement.title.clone(),
            excerpt: to_text(&announcement.body, EXCERPT),
            body_html: to_html(&announcement.body),
            severity: announcement.severity,
            pinned: announcement.pinned,
            published_at: release.at.unwrap_or_default(),
            expires_at: release.ends_at,
            unread,
        }
    }
}

/// A line about an announcement.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AnnouncementLine {
    /// Id.
    id: AnnouncementId,
    /// One line.
    title: String,
    /// How much it matters.
    severity: Severity,
    /// Stays on top.
    pinned: bool,
    /// When it appeared.
    published_at: Timestamp,
    /// True until the caller has read it.
    unread: bool,
}

impl AnnouncementLine {
    pub(crate) fn of(notice: &Notice, unread: bool) -> Self {
        Self {
            id: notice.id.clone(),
            title: notice.title.clone(),
            severity: notice.severity,
            pinned: notice.pinned,
            published_at: notice.at,
            unread,
        }
    }
}

/// An outage that every page tells of.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OutageBanner {
    /// Id of the announcement.
    id: AnnouncementId,
    /// One line.
    title: String,
    /// The beginning of the text, without markup.
    excerpt: String,
    /// When it appeared.
    published_at: Timestamp,
}

impl OutageBanner {
    pub(crate) fn of(notice: &Notice) -> Self {
        Self {
            id: notice.id.clone(),
            title: notice.title.clone(),
            excerpt: notice.excerpt.clone().unwrap_or_default(),
            published_at: notice.at,
        }
    }
}

/// An announcement as staff list it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ManagedAnnouncementLine {
    /// Id.
    pub(crate) id: AnnouncementId,
    /// One line.
    title: String,
    /// How much it matters.
    severity: Severity,
    /// Stays on top.
    pinned: bool,
    /// Where it stands now.
    status: Status,
    /// True where it was there and is no more.
    expired: bool,
    /// From when clients see it; absent in drafts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publish_at: Option<Timestamp>,
    /// When it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<Timestamp>,
    /// Who sees it.
    shown_to: ShownTo,
    /// Names of the companies that see it; in lists the first two.
    companies: Vec<CompanyRef>,
    /// Who wrote it first.
    author: String,
    /// When it was last changed.
    updated_at: Timestamp,
    /// Its ETag.
    pub(crate) version: u64,
}

/// An announcement as staff edit it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub(crate) struct ManagedAnnouncement {
    /// What lists show too.
    #[serde(flatten)]
    pub(crate) line: ManagedAnnouncementLine,
    /// Markdown.
    body: String,
}

/// Which stored state is shown, at which moment.
pub(crate) struct Seen {
    pub(crate) version: u64,
    pub(crate) updated_at: Timestamp,
    pub(crate) now: Timestamp,
}

impl ManagedAnnouncementLine {
    pub(crate) fn of(announcement: &Announcement, seen: &Seen, companies: Vec<CompanyRef>) -> Self {
        let release = announcement.release();
        Self {
            id: announcement.id.clone(),
            title: announcement.title.clone(),
            severity: announcement.severity,
            pinned: announcement.pinned,
            status: release.status(seen.now),
            expired: release.is_over(seen.now),
            publish_at: release.at,
            expires_at: release.ends_at,
            shown_to: announcement.shown_to.shown(),
            companies,
            author: announcement.author.clone(),
            updated_at: seen.updated_at,
            version: seen.version,
        }
    }
}

impl ManagedAnnouncement {
    pub(crate) fn of(announcement: &Announcement, seen: &Seen, companies: Vec<CompanyRef>) -> Self {
        Self {
            line: ManagedAnnouncementLine::of(announcement, seen, companies),
            body: announcement.body.clone(),
        }
    }
}
