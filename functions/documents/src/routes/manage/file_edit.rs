//! What staff send of a shared file: checked in one place for new and changed ones.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::app::App;
use shared::company::CompanyHead;
use shared::event::{Audience, Event};
use shared::http::{clean_text, line};
use shared::problem::{Fields, Problem};
use shared::store::Stored;
use shared::targets::{ShownTo, Targets};
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::model::{About, Category, SharedFile};
use crate::views::ManagedFile;

/// Characters of a title at most.
const TITLE: usize = 200;
/// Characters of a description at most.
const DESCRIPTION: usize = 2_000;

/// What a file is called, what it is about, and who sees it: all of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SharedFileEdit)]
pub(crate) struct FileEdit {
    /// One line.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// What it is about.
    #[serde(default)]
    #[schema(max_length = 2000)]
    description: Option<String>,
    /// What sort of file it is.
    #[serde(default)]
    category: Category,
    /// Who sees it; all clients where it is left out.
    #[serde(default)]
    shown_to: Option<ShownTo>,
    /// When it goes; null for never.
    #[serde(default)]
    expires_at: Option<Timestamp>,
}

impl FileEdit {
    /// Checks it; one round trip where companies are named. Ends: 422, with all that is wrong.
    pub(super) async fn checked(
        self,
        app: &App,
        scope: &Scope,
        stays: Option<Timestamp>,
    ) -> Result<(About, Vec<CompanyRef>), Problem> {
        let mut fields = Fields::default();
        let title = line(&mut fields, "title", &self.title, TITLE);
        let description = self.description.as_deref().map(clean_text).filter(|text| !text.is_empty());
        if description.as_ref().is_some_and(|text| text.chars().count() > DESCRIPTION) {
            fields.add("description", format!("Use at most {DESCRIPTION} characters."));
        }
        // A moment that has passed may stay, so that an expired file can be renamed.
        if self.expires_at.is_some_and(|at| at <= app.clock.now()) && self.expires_at != stays {
            fields.add("expires_at", "Choose a time in the future.");
        }
        let (shown_to, companies) = audience(app, scope, self.shown_to, &mut fields).await?;
        let about = About { title, description, category: self.category, shown_to, ends_at: self.expires_at };
        fields.ok((about, companies))
    }
}

/// Who is to see something; what is wrong with it goes to `fields`.
pub(super) async fn audience(
    app: &App,
    scope: &Scope,
    shown_to: Option<ShownTo>,
    fields: &mut Fields,
) -> Result<(Targets, Vec<CompanyRef>), Problem> {
    let shown_to = shown_to.unwrap_or(ShownTo { all: true, companies: Vec::new() });
    match shown_to.checked(&app.store, scope).await {
        Ok(chosen) => Ok(chosen),
        Err(Problem::Invalid(wrong)) => {
            for (field, message) in wrong.0 {
                fields.add(field, message);
            }
            Ok((Targets::all(), Vec::new()))
        }
        Err(other) => Err(other),
    }
}

/// The companies of a targeting, by name; one round trip where there are any.
pub(super) async fn companies(
    app: &App,
    scope: &Scope,
    shown_to: &Targets,
) -> Result<Vec<CompanyRef>, Problem> {
    let mut found = Vec::new();
    for some in shown_to.shown().companies.chunks(100) {
        found.extend(CompanyHead::of(&app.store, scope, some).await?);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The file as answered.
pub(super) async fn view(
    app: &App,
    scope: &Scope,
    stored: &Stored<SharedFile>,
) -> Result<ManagedFile, Problem> {
    let companies = companies(app, scope, &stored.value.shown_to).await?;
    Ok(ManagedFile::of(stored, companies, app.clock.now()))
}

/// That a file has changed: open pages read it anew.
pub(super) fn told(name: &str, file: &SharedFile, version: u64) -> Event {
    Event::new(name, file.id.as_str(), version, heard_by(&file.shown_to))
}

/// Those who may hear of what is meant for these.
pub(super) fn heard_by(shown_to: &Targets) -> Audience {
    Audience { shown_to: Some(shown_to.clone()), ..Audience::default() }
}
