//! What staff send: checked in one place for new and changed announcements.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::app::App;
use shared::http::{line, text};
use shared::problem::{Fields, Problem};
use shared::targets::{ShownTo, Targets};
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::model::{Draft, Severity, Status};
use crate::release::{Release, Wish};

/// Characters of a title at most.
const TITLE: usize = 200;
/// Characters of a text at most.
const BODY: usize = 20_000;

/// A new or changed announcement: all of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnnouncementEdit {
    /// One line.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// Markdown; may be empty in a draft.
    #[serde(default)]
    #[schema(max_length = 20_000)]
    body: String,
    /// How much it matters.
    #[serde(default)]
    severity: Severity,
    /// Stays on top.
    #[serde(default)]
    pinned: bool,
    /// Published: now, or since when it has been. Scheduled: at `publish_at`.
    #[serde(default)]
    status: Status,
    /// From when clients see it, where it is scheduled; else it does not count.
    #[serde(default)]
    publish_at: Option<Timestamp>,
    /// When it goes; null for never.
    #[serde(default)]
    expires_at: Option<Timestamp>,
    /// Who sees it; all clients where it is left out.
    #[serde(default)]
    shown_to: Option<ShownTo>,
}

/// Who is to see it, with the companies' names; or what is wrong with that.
pub(super) type Chosen = Result<(Targets, Vec<CompanyRef>), Fields>;

impl AnnouncementEdit {
    /// Looks up who is to see it: one round trip where companies are named.
    pub(super) async fn chosen(&self, app: &App, scope: &Scope) -> Result<Chosen, Problem> {
        let shown_to = self.shown_to.clone().unwrap_or(ShownTo { all: true, companies: Vec::new() });
        match shown_to.checked(&app.store, scope).await {
            Ok(chosen) => Ok(Ok(chosen)),
            Err(Problem::Invalid(wrong)) => Ok(Err(wrong)),
            Err(other) => Err(other),
        }
    }

    /// What it makes of an announcement that was let go as in `before`. Ends: 422, with all that is wrong.
    pub(super) fn decide(
        &self,
        chosen: &Chosen,
        before: Release,
        now: Timestamp,
    ) -> Result<(Draft, Vec<CompanyRef>), Problem> {
        let mut fields = Fields::default();
        let title = line(&mut fields, "title", &self.title, TITLE);
        let least = usize::from(self.status != Status::Draft);
        let body = text(&mut fields, "body", &self.body, least, BODY);
        let wish = Wish { status: self.status, publish_at: self.publish_at, expires_at: self.expires_at };
        let release = before.turn(wish, now, &mut fields);
        match chosen {
            Ok((shown_to, companies)) => {
                let shown_to = shown_to.clone();
                let draft =
                    Draft { title, body, severity: self.severity, pinned: self.pinned, release, shown_to };
                fields.ok((draft, companies.clone()))
            }
            Err(wrong) => {
                for (field, message) in &wrong.0 {
                    fields.add(field, message);
                }
                Err(Problem::Invalid(fields))
            }
        }
    }
}
