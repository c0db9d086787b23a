//! What a policy says: the source that staff write, and the paper that the people of one company read. Both are files:
//! a policy of two hundred pages is more than a document of the store may hold.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::id::CompanyId;
use shared::markdown::to_html;
use utoipa::ToSchema;

use crate::variables::{OWN, fill, fill_plain, names};

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

/// All that staff write of a policy's text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Source {
    pub(crate) sections: Vec<Section>,
    pub(crate) variables: Vec<Variable>,
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
    /// The markdown that it was made of, filled.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub(crate) markdown: String,
    /// As it is shown.
    pub(crate) html: String,
}

/// What the people of one company read and sign. The bytes of this, as they lie in the file, are what is hashed; pages
/// show the `html` of it and the PDF sets its `markdown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paper {
    pub(crate) title: String,
    pub(crate) issuer: String,
    pub(crate) version: u32,
    pub(crate) client: String,
    pub(crate) sections: Vec<PaperSection>,
}

impl Source {
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

    /// The paper of a company.
    pub(crate) fn paper(&self, cover: Cover<'_>) -> Paper {
        let values = self.values(cover);
        let section = |section: &Section| {
            let markdown = fill(&section.body, &values);
            PaperSection {
                heading: fill_plain(&section.heading, &values),
                html: to_html(&markdown),
                markdown,
            }
        };
        Paper {
            title: cover.title.to_owned(),
            issuer: cover.issuer.to_owned(),
            version: cover.version,
            client: cover.company_name.to_owned(),
            sections: self.sections.iter().map(section).collect(),
        }
    }

    fn values(&self, cover: Cover<'_>) -> BTreeMap<String, String> {
        let mut values = BTreeMap::new();
        for variable in &self.variables {
            let own = cover.company.and_then(|company| variable.companies.get(company));
            if let Some(value) = own.or(variable.value.as_ref()) {
                values.insert(variable.name.clone(), value.clone());
            }
        }
        let day = cover.published_at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
        let own = [cover.company_name.to_owned(), cover.issuer.to_owned(), cover.version.to_string(), day];
        values.extend(OWN.into_iter().map(str::to_owned).zip(own));
        values
    }
}

impl Paper {
    /// The sections as they are shown.
    pub(crate) fn shown(self) -> Vec<PaperSection> {
        let bare = |section: PaperSection| PaperSection { markdown: String::new(), ..section };
        self.sections.into_iter().map(bare).collect()
    }
}
