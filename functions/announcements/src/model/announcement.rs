//! An announcement as kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::AnnouncementId;
use shared::store::{Document, Index, Kind, Reach, terms};
use shared::targets::{self, Targets};
use utoipa::ToSchema;

use super::sortable;
use crate::release::Release;

/// How much it matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Severity {
    /// News.
    #[default]
    Info,
    /// Work that is planned.
    Maintenance,
    /// Something does not work: also shown as a banner on every page.
    Outage,
}

/// Where it stands at a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AnnouncementStatus)]
pub(crate) enum Status {
    /// Clients never see it.
    #[default]
    Draft,
    /// Clients see it from a moment that is still to come.
    Scheduled,
    /// Clients see it, unless it has expired.
    Published,
}

/// Whether it was let go. Whether it is there already, the clock alone decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// Held back.
    Draft,
    /// Shown from its moment on.
    Released,
}

impl Stage {
    /// The value of the field `stage`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Released => "released",
        }
    }
}

/// What staff write; texts are clean and measured.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) severity: Severity,
    pub(crate) pinned: bool,
    pub(crate) release: Release,
    pub(crate) shown_to: Targets,
}

/// An announcement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Announcement {
    /// Its id.
    pub(crate) id: AnnouncementId,
    /// 1 to 200 characters.
    pub(crate) title: String,
    /// Markdown, at most 20,000 characters; empty in drafts alone.
    pub(crate) body: String,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// Stays on top.
    pub(crate) pinned: bool,
    stage: Stage,
    /// From when clients see it; drafts: when they were written.
    #[serde(with = "sortable")]
    publish_at: Timestamp,
    /// From when on they no longer do; the end of time where it stays.
    #[serde(with = "sortable")]
    ends_at: Timestamp,
    /// `p` for pinned or `n`, then `publish_at`: the clients' order.
    rank: String,
    /// Who sees it.
    pub(crate) shown_to: Targets,
    /// Name of who wrote it first.
    pub(crate) author: String,
    /// When people were first told of it by mail, as far as the last change knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) told_at: Option<Timestamp>,
}

/// Announcements.
pub(crate) static ANNOUNCEMENT: Kind = Kind {
    name: "announcement",
    reach: Reach::Targeted,
    indexes: &[
        Index { by: &["stage"], each: Some(targets::FIELD), order: "rank" },
        Index { by: &["stage"], each: None, order: "publish_at" },
        Index { by: &["stage"], each: None, order: "updated_at" },
        Index { by: &[], each: None, order: "updated_at" },
    ],
    residual: &["publish_at", "ends_at"],
    terms: true,
};

impl Document for Announcement {
    const KIND: &'static Kind = &ANNOUNCEMENT;

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn terms(&self) -> Vec<String> {
        terms([self.title.as_str(), self.body.as_str()])
    }
}

impl Announcement {
    /// A new one.
    pub(crate) fn new(id: AnnouncementId, author: &str, draft: Draft, now: Timestamp) -> Self {
        let mut made = Self {
            id,
            title: String::new(),
            body: String::new(),
            severity: Severity::Info,
            pinned: false,
            stage: Stage::Draft,
            publish_at: now,
            ends_at: Timestamp::MAX,
            rank: String::new(),
            shown_to: draft.shown_to.clone(),
            author: author.to_owned(),
            told_at: None,
        };
        made.rewrite(draft, now);
        made
    }

    /// Takes over what staff wrote.
    pub(crate) fn rewrite(&mut self, draft: Draft, now: Timestamp) {
        self.title = draft.title;
        self.body = draft.body;
        self.severity = draft.severity;
        self.pinned = draft.pinned;
        self.shown_to = draft.shown_to;
        self.stage = if draft.release.at.is_some() { Stage::Released } else { Stage::Draft };
        self.publish_at = draft.release.at.unwrap_or(now);
        self.ends_at = draft.release.ends_at.unwrap_or(Timestamp::MAX);
        self.rank = format!("{}{:.9}", if self.pinned { 'p' } else { 'n' }, self.publish_at);
    }

    /// When it comes and goes.
    pub(crate) fn release(&self) -> Release {
        Release {
            at: (self.stage == Stage::Released).then_some(self.publish_at),
            ends_at: (self.ends_at < Timestamp::MAX).then_some(self.ends_at),
        }
    }
}
