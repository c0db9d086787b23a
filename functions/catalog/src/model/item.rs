//! An item of the catalogue, and the versions of its form.

use serde::{Deserialize, Serialize};
use shared::id::ItemId;
use shared::store::{Document, Index, Kind, Reach, sort_key};
use shared::targets::{self, Targets};

use super::{Field, Icon};

/// Whether clients see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// Held back.
    Draft,
    /// Shown.
    Published,
}

impl Stage {
    /// The value of the field `stage`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
        }
    }
}

/// What staff write; texts are clean and measured.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) category: String,
    pub(crate) icon: Icon,
    pub(crate) price: Option<String>,
    pub(crate) response_hours: Option<u32>,
    pub(crate) resolution_hours: Option<u32>,
    pub(crate) published: bool,
    pub(crate) position: u32,
    pub(crate) shown_to: Targets,
    pub(crate) needs_approval: bool,
    pub(crate) fields: Vec<Field>,
}

/// An item.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Item {
    /// Its id.
    pub(crate) id: ItemId,
    /// 1 to 120 characters.
    pub(crate) name: String,
    /// At most 300 characters.
    pub(crate) summary: String,
    /// Markdown, at most 10,000 characters.
    pub(crate) description: String,
    /// 1 to 60 characters.
    pub(crate) category: String,
    /// Its picture.
    pub(crate) icon: Icon,
    /// What it costs, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) price: Option<String>,
    /// Hours until the provider's first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) response_hours: Option<u32>,
    /// Hours until it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) resolution_hours: Option<u32>,
    stage: Stage,
    /// Its place among the others.
    pub(crate) position: u32,
    /// Position and name: the order of lists.
    rank: String,
    /// Who sees it.
    pub(crate) shown_to: Targets,
    /// True where a company admin must approve each request.
    pub(crate) needs_approval: bool,
    /// The form as staff left it; of a published item, the latest version.
    pub(crate) fields: Vec<Field>,
    /// Number of the latest version of the form; 0 before the first publishing.
    pub(crate) form: u32,
    /// True where the form was changed since that version, which only drafts can be.
    pub(crate) form_changed: bool,
}

/// Items.
pub(crate) static ITEM: Kind = Kind {
    name: "catalog_item",
    reach: Reach::Targeted,
    indexes: &[
        Index { by: &["stage"], each: Some(targets::FIELD), order: "rank" },
        Index { by: &[], each: None, order: "rank" },
    ],
    residual: &[],
    terms: false,
};

impl Document for Item {
    const KIND: &'static Kind = &ITEM;

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Item {
    /// A new one.
    pub(crate) fn new(id: ItemId, draft: Draft) -> (Self, bool) {
        let mut item = Self {
            id,
            name: String::new(),
            summary: String::new(),
            description: String::new(),
            category: String::new(),
            icon: draft.icon,
            price: None,
            response_hours: None,
            resolution_hours: None,
            stage: Stage::Draft,
            position: 0,
            rank: String::new(),
            shown_to: draft.shown_to.clone(),
            needs_approval: false,
            fields: Vec::new(),
            form: 0,
            form_changed: true,
        };
        let made = item.rewrite(draft);
        (item, made)
    }

    /// Takes over what staff wrote. True where that makes a new version of the form: whatever clients are to see of it
    /// is a version, and what is held back is none yet.
    pub(crate) fn rewrite(&mut self, draft: Draft) -> bool {
        self.form_changed = self.form_changed || self.fields != draft.fields;
        self.stage = if draft.published { Stage::Published } else { Stage::Draft };
        self.rank = format!("{:05} {}", draft.position, sort_key(&draft.name));
        self.name = draft.name;
        self.summary = draft.summary;
        self.description = draft.description;
        self.category = draft.category;
        self.icon = draft.icon;
        self.price = draft.price;
        self.response_hours = draft.response_hours;
        self.resolution_hours = draft.resolution_hours;
        self.position = draft.position;
        self.shown_to = draft.shown_to;
        self.needs_approval = draft.needs_approval;
        self.fields = draft.fields;
        let new = self.is_published() && self.form_changed;
        if new {
            self.form += 1;
            self.form_changed = false;
        }
        new
    }

    /// True where clients see it.
    pub(crate) fn is_published(&self) -> bool {
        self.stage == Stage::Published
    }
}

/// A form as it was published: never changed, never removed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FormVersion {
    /// `frm.ITEM.NUMBER`
    id: String,
    /// The item.
    pub(crate) item: ItemId,
    /// From 1 without gaps.
    pub(crate) number: u32,
    /// The fields.
    pub(crate) fields: Vec<Field>,
}

impl FormVersion {
    /// Id of that version.
    pub(crate) fn id_of(item: &ItemId, number: u32) -> String {
        format!("frm.{item}.{number}")
    }

    /// The item's latest version.
    pub(crate) fn latest(item: &Item) -> Self {
        Self {
            id: Self::id_of(&item.id, item.form),
            item: item.id.clone(),
            number: item.form,
            fields: item.fields.clone(),
        }
    }
}

/// Versions of forms; read by id alone.
pub(crate) static FORM: Kind =
    Kind { name: "catalog_form", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for FormVersion {
    const KIND: &'static Kind = &FORM;

    fn id(&self) -> &str {
        &self.id
    }
}
