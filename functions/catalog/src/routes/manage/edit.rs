//! What staff send: checked in one place for new and changed items.

use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::app::App;
use shared::http::{line, optional_line, text};
use shared::problem::{Fields, Problem};
use shared::targets::ShownTo;
use shared::tenant::Scope;
use utoipa::ToSchema;

use crate::model::{Draft, Field, Icon};
use crate::schema;

/// Characters of a name at most.
const NAME: usize = 120;
/// Characters of a summary at most.
const SUMMARY: usize = 300;
/// Characters of a description at most.
const DESCRIPTION: usize = 10_000;
/// Characters of a category at most.
const CATEGORY: usize = 60;
/// Characters of a price at most.
const PRICE: usize = 80;
/// Longest target in hours: a year.
const HOURS: u32 = 8_760;
/// Largest position.
const POSITION: u32 = 9_999;

/// A new or changed item: all of it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogItemEdit)]
pub(crate) struct ItemEdit {
    /// What it is called.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// What it is, in one sentence.
    #[serde(default)]
    #[schema(max_length = 300)]
    summary: String,
    /// Markdown.
    #[serde(default)]
    #[schema(max_length = 10_000)]
    description: String,
    /// Under which heading it stands.
    #[schema(min_length = 1, max_length = 60)]
    category: String,
    /// Its picture.
    #[serde(default)]
    icon: Icon,
    /// What it costs, in words.
    #[serde(default)]
    #[schema(max_length = 80)]
    price: Option<String>,
    /// Hours until the provider's first answer; the ticket's priority decides where it is left out.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 8_760)]
    response_hours: Option<u32>,
    /// Hours until it is done.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 8_760)]
    resolution_hours: Option<u32>,
    /// True where clients see it.
    #[serde(default)]
    published: bool,
    /// Its place among the others: small ones first, then by name.
    #[serde(default)]
    #[schema(maximum = 9_999)]
    position: u32,
    /// Who sees it; all clients where it is left out.
    #[serde(default)]
    shown_to: Option<ShownTo>,
    /// True where a company admin must approve each request.
    #[serde(default)]
    needs_approval: bool,
    /// The form.
    #[serde(default)]
    #[schema(max_items = 40)]
    fields: Vec<Field>,
}

impl ItemEdit {
    /// What is kept of it, with the companies' names: one round trip where companies are named. Ends: 422, with all that
    /// is wrong.
    pub(super) async fn checked(self, app: &App, scope: &Scope) -> Result<(Draft, Vec<CompanyRef>), Problem> {
        let mut wrong = Fields::default();
        for (field, hours) in
            [("response_hours", self.response_hours), ("resolution_hours", self.resolution_hours)]
        {
            if hours.is_some_and(|hours| !(1..=HOURS).contains(&hours)) {
                wrong.add(field, format!("Choose 1 to {HOURS} hours."));
            }
        }
        if self.position > POSITION {
            wrong.add("position", format!("Choose 0 to {POSITION}."));
        }
        let shown_to = self.shown_to.unwrap_or(ShownTo { all: true, companies: Vec::new() });
        let (shown_to, companies) = match shown_to.checked(&app.store, scope).await {
            Ok(chosen) => chosen,
            Err(Problem::Invalid(fields)) => {
                for (field, message) in fields.0 {
                    wrong.add(field, message);
                }
                (shared::targets::Targets::all(), Vec::new())
            }
            Err(other) => return Err(other),
        };
        let draft = Draft {
            name: line(&mut wrong, "name", &self.name, NAME),
            summary: optional_line(&mut wrong, "summary", Some(&self.summary), SUMMARY).unwrap_or_default(),
            description: text(&mut wrong, "description", &self.description, 0, DESCRIPTION),
            category: line(&mut wrong, "category", &self.category, CATEGORY),
            icon: self.icon,
            price: optional_line(&mut wrong, "price", self.price.as_deref(), PRICE),
            response_hours: self.response_hours,
            resolution_hours: self.resolution_hours,
            published: self.published,
            position: self.position,
            shown_to,
            needs_approval: self.needs_approval,
            fields: schema::checked(self.fields, &mut wrong),
        };
        wrong.ok((draft, companies))
    }
}
