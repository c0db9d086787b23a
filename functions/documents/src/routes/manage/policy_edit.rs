//! What staff send of a policy: checked in one place for new and changed ones.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared::account::{CompanyRef, User};
use shared::app::App;
use shared::event::Event;
use shared::http::{clean_line, line, text};
use shared::id::UserId;
use shared::problem::{Fields, Problem};
use shared::store::Stored;
use shared::targets::ShownTo;
use shared::tenant::Scope;
use utoipa::ToSchema;

use super::file_edit::{audience, companies, heard_by};
use crate::model::{Flags, Policy, Published, Reach, Signer, Signers, Terms};
use crate::paper::{Section, Source, Variable};
use crate::store::read_content;
use crate::variables::{OWN, is_name};
use crate::views::PolicyView;

/// Characters of a title, an issuing party and a heading at most.
const LINE: usize = 200;
/// Sections at most.
const SECTIONS: usize = 200;
/// Characters of a section at most, and of all together.
const SECTION: usize = 100_000;
const WHOLE: usize = 1_000_000;
/// Variables at most, and characters of a value.
const VARIABLES: usize = 50;
const VALUE: usize = 500;
/// People that can be chosen.
const PEOPLE: usize = 200;

/// A policy: all of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyEdit {
    /// One line.
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// The issuing party.
    #[schema(min_length = 1, max_length = 200)]
    issuer: String,
    /// The text: 1 to 200 sections.
    #[schema(max_items = 200)]
    sections: Vec<Section>,
    /// Variables of the text, at most 50; `client_name`, `issuer`, `version` and `published_on` are there by themselves.
    #[serde(default)]
    #[schema(max_items = 50)]
    variables: Vec<Variable>,
    /// Read to the end.
    #[serde(default)]
    requires_scroll_to_end: bool,
    /// Say that they have read it.
    #[serde(default)]
    requires_acknowledgement: bool,
    /// Type their full legal name.
    #[serde(default)]
    requires_typed_name: bool,
    /// Whose people are asked; all clients' where it is left out.
    #[serde(default)]
    shown_to: Option<ShownTo>,
    /// Who of them.
    #[serde(default)]
    signers: Signers,
    /// The chosen people, where `signers` says so: 1 to 200.
    #[serde(default)]
    #[schema(max_items = 200, value_type = Vec<String>)]
    people: Vec<UserId>,
    /// The last day on which it is signed in time; null for none.
    #[serde(default)]
    deadline: Option<Date>,
}

/// A policy as staff wrote it, clean; the text still to be kept as a file.
pub(in crate::routes) struct Written {
    pub(super) title: String,
    pub(super) issuer: String,
    pub(super) flags: Flags,
    pub(in crate::routes) source: Source,
    pub(in crate::routes) reach: Reach,
    pub(super) companies: Vec<CompanyRef>,
}

impl Written {
    /// With the file that holds the text.
    pub(in crate::routes) fn terms(&self, source: shared::id::FileId, sha256: String) -> Terms {
        Terms { title: self.title.clone(), issuer: self.issuer.clone(), flags: self.flags, source, sha256 }
    }
}

impl PolicyEdit {
    /// With these people among those who must sign.
    pub(in crate::routes) fn with_people(mut self, people: Vec<UserId>) -> Self {
        self.people.extend(people);
        self
    }

    /// Checks it; a round trip for companies and one for people where they are named. Ends: 422, with all that is wrong.
    pub(in crate::routes) async fn checked(self, app: &App, scope: &Scope) -> Result<Written, Problem> {
        let mut fields = Fields::default();
        let title = line(&mut fields, "title", &self.title, LINE);
        let issuer = line(&mut fields, "issuer", &self.issuer, LINE);
        let (sections, variables) = text_of(&mut fields, self.sections, self.variables);
        let (shown_to, companies) = audience(app, scope, self.shown_to, &mut fields).await?;
        let people = match self.signers {
            Signers::People => people(app, scope, self.people, &mut fields).await?,
            _ => Vec::new(),
        };
        if people.iter().any(|one| !shown_to.include(&one.company)) {
            fields.add("people", "Choose people of the companies that are asked.");
        }
        let flags = Flags {
            requires_scroll_to_end: self.requires_scroll_to_end,
            requires_acknowledgement: self.requires_acknowledgement,
            requires_typed_name: self.requires_typed_name,
        };
        let reach = Reach { shown_to, signers: self.signers, people, deadline: self.deadline };
        fields.ok(())?;
        let source = tokio::task::spawn_blocking(move || Source::of(sections, variables)).await;
        let source = source.map_err(Problem::internal)?;
        Ok(Written { title, issuer, flags, source, reach, companies })
    }
}

fn text_of(
    fields: &mut Fields,
    sections: Vec<Section>,
    variables: Vec<Variable>,
) -> (Vec<Section>, Vec<Variable>) {
    if sections.is_empty() {
        fields.add("sections", "Write at least one section.");
    }
    if sections.len() > SECTIONS {
        fields.add("sections", format!("Write at most {SECTIONS} sections."));
    }
    let mut whole = 0;
    let mut kept = Vec::new();
    for (place, section) in sections.into_iter().take(SECTIONS).enumerate() {
        let heading = measured_line(fields, &format!("sections[{place}].heading"), &section.heading, LINE);
        let body = text(fields, &format!("sections[{place}].body"), &section.body, 1, SECTION);
        whole += body.chars().count();
        kept.push(Section { heading, body });
    }
    if whole > WHOLE {
        fields.add("sections", format!("Use at most {WHOLE} characters in all."));
    }
    if variables.len() > VARIABLES {
        fields.add("variables", format!("Use at most {VARIABLES} variables."));
    }
    let (mut seen, mut known) = (BTreeSet::new(), Vec::new());
    for (place, variable) in variables.into_iter().take(VARIABLES).enumerate() {
        let field = format!("variables[{place}].name");
        let name = variable.name.trim().to_owned();
        if !is_name(&name) {
            fields.add(field, "Use lowercase letters, digits and _, and start with a letter.");
        } else if OWN.contains(&name.as_str()) {
            fields.add(field, "The portal fills this one itself.");
        } else if !seen.insert(name.clone()) {
            fields.add(field, "This name is used twice.");
        }
        let value = variable
            .value
            .as_deref()
            .map(|value| measured_line(fields, &format!("variables[{place}].value"), value, VALUE));
        let mut companies = std::collections::BTreeMap::new();
        for (company, value) in variable.companies {
            let value = measured_line(fields, &format!("variables[{place}].companies"), &value, VALUE);
            if !value.is_empty() {
                companies.insert(company, value);
            }
        }
        known.push(Variable { name, value: value.filter(|value| !value.is_empty()), companies });
    }
    (kept, known)
}

/// A line that may be empty.
fn measured_line(fields: &mut Fields, field: &str, text: &str, most: usize) -> String {
    let line = clean_line(text);
    if line.chars().count() > most {
        fields.add(field, format!("Use at most {most} characters."));
    }
    line
}

async fn people(
    app: &App,
    scope: &Scope,
    mut ids: Vec<UserId>,
    fields: &mut Fields,
) -> Result<Vec<Signer>, Problem> {
    ids.sort();
    ids.dedup();
    if ids.is_empty() || ids.len() > PEOPLE {
        fields.add("people", format!("Choose 1 to {PEOPLE} people."));
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let text: Vec<String> = ids.iter().map(ToString::to_string).collect();
    for some in text.chunks(100) {
        found.extend(app.store.get_many::<User>(scope, some).await?);
    }
    let signer = |user: User| {
        let company = user.company.map(|company| company.id)?;
        (!user.is_staff).then_some(Signer { user: user.id, name: user.name, company })
    };
    let mut people: Vec<Signer> = found.into_iter().filter_map(|one| signer(one.value)).collect();
    people.sort_by(|a, b| (&a.name, &a.user).cmp(&(&b.name, &b.user)));
    if people.len() < ids.len() {
        fields.add("people", "One of these people is not a client.");
    }
    Ok(people)
}

/// The policy as answered; a round trip for the companies where there are any, and the file.
pub(super) async fn view(app: &App, scope: &Scope, stored: &Stored<Policy>) -> Result<PolicyView, Problem> {
    let terms = &stored.value.terms;
    let source = read_content::<Source>(app, scope, &terms.source, &terms.sha256).await?;
    let companies = companies(app, scope, &stored.value.reach.shown_to).await?;
    Ok(PolicyView::of(stored, source, companies))
}

/// That clients are asked for something else than before.
pub(in crate::routes) fn told(name: &str, policy: &Policy, published: &Published, version: u64) -> Event {
    Event::new(name, policy.id.as_str(), version, heard_by(&published.reach.shown_to))
}
