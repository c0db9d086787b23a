//! Items as they are shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::account::CompanyRef;
use shared::id::ItemId;
use shared::markdown::to_html;
use shared::targets::ShownTo;
use utoipa::ToSchema;

use crate::model::{Field, Icon, Item};

/// An item as clients find it in the catalogue.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CatalogItemCard)]
pub(crate) struct ItemCard {
    /// Id.
    id: ItemId,
    /// What it is called.
    name: String,
    /// What it is, in one sentence.
    summary: String,
    /// Under which heading it stands.
    category: String,
    /// Its picture.
    icon: Icon,
    /// What it costs, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<String>,
    /// Hours until the provider's first answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    response_hours: Option<u32>,
    /// Hours until it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution_hours: Option<u32>,
    /// True where a company admin must approve each request.
    needs_approval: bool,
}

impl ItemCard {
    pub(crate) fn of(item: &Item) -> Self {
        Self {
            id: item.id.clone(),
            name: item.name.clone(),
            summary: item.summary.clone(),
            category: item.category.clone(),
            icon: item.icon,
            price: item.price.clone(),
            response_hours: item.response_hours,
            resolution_hours: item.resolution_hours,
            needs_approval: item.needs_approval,
        }
    }
}

/// An item with its form, as clients ask for it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CatalogItem)]
pub(crate) struct ItemView {
    /// What lists show too.
    #[serde(flatten)]
    card: ItemCard,
    /// The description as markup of a short list of elements, safe to show.
    description_html: String,
    /// Which version of the form this is: requests name it.
    form_version: u32,
    /// The form.
    fields: Vec<Field>,
}

impl ItemView {
    pub(crate) fn of(item: &Item) -> Self {
        Self {
            card: ItemCard::of(item),
            description_html: to_html(&item.description),
            form_version: item.form,
            fields: item.fields.clone(),
        }
    }
}

/// An item as staff list it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ManagedCatalogItemLine)]
pub(crate) struct ManagedItemLine {
    /// Id.
    pub(crate) id: ItemId,
    /// What it is called.
    name: String,
    /// What it is, in one sentence.
    summary: String,
    /// Under which heading it stands.
    category: String,
    /// Its picture.
    icon: Icon,
    /// True where clients see it.
    published: bool,
    /// Its place among the others: small ones first, then by name.
    position: u32,
    /// Who sees it.
    shown_to: ShownTo,
    /// True where a company admin must approve each request.
    needs_approval: bool,
    /// Number of the latest published version of the form; 0 where there is none.
    form_version: u32,
    /// Fields of the form.
    field_count: usize,
    /// When it was last changed.
    updated_at: Timestamp,
    /// Its ETag.
    pub(crate) version: u64,
}

/// An item as staff edit it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ManagedCatalogItem)]
pub(crate) struct ManagedItem {
    /// What lists show too.
    #[serde(flatten)]
    pub(crate) line: ManagedItemLine,
    /// Markdown.
    description: String,
    /// What it costs, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    price: Option<String>,
    /// Hours until the provider's first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    response_hours: Option<u32>,
    /// Hours until it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resolution_hours: Option<u32>,
    /// The form.
    fields: Vec<Field>,
    /// The companies that see it, by name.
    companies: Vec<CompanyRef>,
}

impl ManagedItemLine {
    pub(crate) fn of(item: &Item, version: u64, updated_at: Timestamp) -> Self {
        Self {
            id: item.id.clone(),
            name: item.name.clone(),
            summary: item.summary.clone(),
            category: item.category.clone(),
            icon: item.icon,
            published: item.is_published(),
            position: item.position,
            shown_to: item.shown_to.shown(),
            needs_approval: item.needs_approval,
            form_version: item.form,
            field_count: item.fields.len(),
            updated_at,
            version,
        }
    }
}

impl ManagedItem {
    pub(crate) fn of(item: &Item, version: u64, updated_at: Timestamp, companies: Vec<CompanyRef>) -> Self {
        Self {
            line: ManagedItemLine::of(item, version, updated_at),
            description: item.description.clone(),
            price: item.price.clone(),
            response_hours: item.response_hours,
            resolution_hours: item.resolution_hours,
            fields: item.fields.clone(),
            companies,
        }
    }
}
