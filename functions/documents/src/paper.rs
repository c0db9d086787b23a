//! What a policy says: the source that staff write, and the paper that the people of one company read. Both are files:
//! a policy of two hundred pages is more than a document of the store may hold.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::CompanyId;
use shared::markdown::{clean, fill_slots, to_signed};
use utoipa::ToSchema;

use crate::variables::{OWN, fill_plain, names, with_slots};

/// A section as staff write it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicySection)]
pub(crate) struct Section {
    /// Its heading, at most 200 characters.
    #[schema(max_length = 200)]
    pub(crate) heading: String,
    /// Markdown.
    #[schema(max_length = 100_000)]
    pub(crate) body: String,
}

/// A variable of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PolicyVariable)]
pub(crate) struct Variable {
    /// Its name: small letters, digits and `_`.
    #[schema(max_length = 40)]
    pub(crate) name: String,
    /// What stands for it; null where each company has its own.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub(crate) value: Option<String>,
    /// What stands for it in the copies of single companies, by company.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub(crate) companies: BTreeMap<CompanyId, String>,
}

/// All that staff write of a policy's text, and what is shown of it. Made once, when it is written: what is checked at
/// publishing, shown to clients, hashed and printed is this and never the markdown again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    pub(crate) sections: Vec<Section>,
    pub(crate) variables: Vec<Variable>,
    /// What each section shows.
    pub(crate) shown: Vec<Rendered>,
}

/// What a section shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rendered {
    /// HTML with slots for the variables.
    pub(crate) html: String,
    /// Why it cannot be published, in sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) faults: Vec<String>,
}

/// Who reads a paper, and of what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cover<'a> {
    pub(crate) title: &'a str,
    pub(crate) issuer: &'a str,
    pub(crate) version: u32,
    pub(crate) published_at: Timestamp,
    pub(crate) company: Option<&'a CompanyId>,
    pub(crate) company_name: &'a str,
}

/// A section as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PaperSection)]
pub(crate) struct PaperSection {
    /// Its heading.
    pub(crate) heading: String,
    /// As it is shown, and as it is printed.
    pub(crate) html: String,
}

/// What the people of one company read and sign. The bytes of this, as they lie in the file, are what is hashed; pages
/// show it and the PDF sets it, from the same HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paper {
    pub(crate) title: String,
    pub(crate) issuer: String,
    pub(crate) version: u32,
    pub(crate) client: String,
    pub(crate) sections: Vec<PaperSection>,
}

impl Source {
    /// What was written, with what is shown of it.
    pub(crate) fn of(sections: Vec<Section>, variables: Vec<Variable>) -> Self {
        let shown = |section: &Section| {
            let signed = to_signed(&with_slots(&section.body));
            Rendered { html: signed.html, faults: signed.faults.iter().map(ToString::to_string).collect() }
        };
        Self { shown: sections.iter().map(shown).collect(), sections, variables }
    }

    /// The variables that the text uses.
    pub(crate) fn used(&self) -> BTreeSet<&str> {
        self.sections
            .iter()
            .flat_map(|section| [&section.heading, &section.body])
            .flat_map(|text| names(text))
            .collect()
    }

    /// Variables that have no value for a company; for any that is not named where there is none.
    pub(crate) fn gaps(&self, company: Option<&CompanyId>) -> Vec<&str> {
        let filled = |name: &str| {
            OWN.contains(&name)
                || self.variables.iter().any(|variable| {
                    variable.name == name
                        && (variable.value.is_some()
                            || company.is_some_and(|company| variable.companies.contains_key(company)))
                })
        };
        self.used().into_iter().filter(|name| !filled(name)).collect()
    }

    /// The paper of a company. `printable` writes what no font draws in letters that one does: nobody can change the name
    /// of a company because a policy is to be printed.
    pub(crate) fn paper(&self, cover: Cover<'_>, printable: impl Fn(&str) -> String) -> Paper {
        let client = printable(&clean(cover.company_name));
        let values = self.values(cover, &client);
        let section = |(section, shown): (&Section, &Rendered)| PaperSection {
            heading: clean(&fill_plain(&section.heading, &values)).into_owned(),
            html: fill_slots(&shown.html, |name| values.get(name).map(String::as_str)),
        };
        Paper {
            title: clean(cover.title).into_owned(),
            issuer: clean(cover.issuer).into_owned(),
            version: cover.version,
            sections: self.sections.iter().zip(&self.shown).map(section).collect(),
            client,
        }
    }

    fn values(&self, cover: Cover<'_>, client: &str) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for variable in &self.variables {
            let own = cover.company.and_then(|company| variable.companies.get(company));
            if let Some(value) = own.or(variable.value.as_ref()) {
                values.insert(variable.name.clone(), clean(value).into_owned());
            }
        }
        let day = cover.published_at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
        let own = [client.to_owned(), clean(cover.issuer).into_owned(), cover.version.to_string(), day];
        values.extend(OWN.into_iter().map(str::to_owned).zip(own));
        values
    }
}
