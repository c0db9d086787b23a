//! What has happened since compliance was counted last: whom it is about.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use shared::app::App;
use shared::event::{EVENT, Event};
use shared::id::{CompanyId, UserId};
use shared::store::{Filter, Query, Scalar, StoreError};
use shared::tenant::Scope;

/// An event may carry a moment that lies this far behind the one at which it can be read.
pub(super) const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// Events of one look. More than these, and everything is counted.
const NEWS: u32 = 1_000;

/// Whom the events since the last count are about.
#[derive(Default)]
pub(super) struct News {
    pub(super) companies: BTreeSet<CompanyId>,
    pub(super) people: BTreeSet<UserId>,
    /// True where only a count of everybody tells.
    pub(super) everybody: bool,
    /// Those that were taken into account and may be read again.
    pub(super) seen: Vec<String>,
    /// True where something is to be counted.
    pub(super) any: bool,
    pub(super) read: usize,
}

/// True for what can move a figure.
fn matters(event: &Event) -> bool {
    let name = event.name.as_str();
    matches!(name, "document.signed" | "company.edited" | "users.imported") || name.starts_with("user.")
}

impl News {
    /// What has happened since; what is `known` is taken into account already.
    pub(super) async fn since(
        app: &App,
        scope: &Scope,
        since: Timestamp,
        known: &[String],
    ) -> Result<Self, StoreError> {
        let recent = app.clock.now() - SKEW;
        let since = Filter::Range("created_at", Some(Scalar::from(since)), None);
        let query = Query::of(&EVENT, "created_at").ascending().filter(since).limit(NEWS);
        let page = app.store.query::<Event>(scope, query).await?;
        let mut news = Self { everybody: page.next.is_some(), read: page.items.len(), ..Self::default() };
        news.any = news.everybody;
        for event in page.items.into_iter().map(|one| one.value).filter(matters) {
            if !known.contains(&event.id) {
                news.hear(&event);
            }
            if event.at >= recent {
                news.seen.push(event.id);
            }
        }
        Ok(news)
    }

    fn hear(&mut self, event: &Event) {
        self.any = true;
        match event.name.as_str() {
            "document.signed" => {
                self.companies.extend(event.audience.company.as_deref().and_then(CompanyId::parse));
            }
            "company.edited" => self.companies.extend(CompanyId::parse(&event.object)),
            "users.imported" => self.everybody = true,
            _ => self.people.extend(UserId::parse(&event.object)),
        }
    }
}
