//! A tenant's branding as it is stored.

use serde::{Deserialize, Serialize};
use shared::id::FileId;
use shared::store::{Document, Kind, Reach};
use shared::tenant::{OrgType, TenantSlug};

use crate::colour::Colour;
use crate::picture::{Format, Purpose, Unpainted};

/// The id of the one branding of a tenant.
pub(crate) const ID: &str = "branding";

/// How a tenant looks. Slug and kind of organisation stand here too, so that one read answers a visitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branding {
    /// The tenant's slug.
    pub slug: TenantSlug,
    /// What the tenant is.
    pub org_type: OrgType,
    /// The portal's name, 1 to 100 characters.
    pub portal_name: String,
    /// Colour of primary buttons.
    pub primary_color: Colour,
    /// Colour of links, the active place and unread marks.
    pub accent_color: Colour,
    /// Greeting in markdown, at most 5,000 characters.
    #[serde(default)]
    pub welcome_text: String,
    /// Where clients write to.
    #[serde(default)]
    pub support_email: Option<String>,
    /// Where clients call.
    #[serde(default)]
    pub support_phone: Option<String>,
    /// The tenant's CSS as written. It is rebuilt from an allow-list each time it is shown, so that a list that grows
    /// stricter also covers what was saved before.
    #[serde(default)]
    pub custom_css: String,
    /// The logo.
    #[serde(default)]
    pub logo: Option<Asset>,
    /// The favicon.
    #[serde(default)]
    pub favicon: Option<Asset>,
    /// Whether the portal names its maker.
    pub show_powered_by: bool,
}

/// A picture in the file store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// The file.
    pub file: FileId,
    /// Its form.
    pub format: Format,
    /// Of a logo of shapes: the same in pixels, for emails and PDF files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pixels: Option<FileId>,
    /// Why there are no pixels of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpainted: Option<Unpainted>,
}

impl Asset {
    /// The file's name in addresses.
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.file, self.format.ending())
    }

    /// The file that shows it in pixels; `None` where there is none.
    pub(crate) fn pixels(&self) -> Option<&FileId> {
        match self.format {
            Format::Png => Some(&self.file),
            Format::Svg => self.pixels.as_ref(),
        }
    }

    /// All of its files, each with its form.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&FileId, Format)> {
        let pixels = self.pixels.iter().map(|file| (file, Format::Png));
        std::iter::once((&self.file, self.format)).chain(pixels)
    }
}

impl Branding {
    /// The pictures that it refers to.
    pub(crate) fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.logo.iter().chain(&self.favicon)
    }

    /// The files of these pictures.
    pub(crate) fn files(&self) -> impl Iterator<Item = &FileId> {
        self.assets().flat_map(Asset::files).map(|(file, _)| file)
    }

    pub(crate) fn asset(&mut self, purpose: Purpose) -> &mut Option<Asset> {
        match purpose {
            Purpose::Logo => &mut self.logo,
            Purpose::Favicon => &mut self.favicon,
        }
    }
}

/// How a tenant looks until it decides otherwise.
#[must_use]
pub fn initial(slug: TenantSlug, org_type: OrgType, name: &str) -> Branding {
    let colour = match org_type {
        OrgType::Msp => Colour::VIOLET,
        OrgType::Mission => Colour::ROSE,
    };
    Branding {
        slug,
        org_type,
        portal_name: name.to_owned(),
        primary_color: colour,
        accent_color: colour,
        welcome_text: String::new(),
        support_email: None,
        support_phone: None,
        custom_css: String::new(),
        logo: None,
        favicon: None,
        show_powered_by: true,
    }
}

/// Brandings, one for each tenant.
pub(crate) static BRANDING: Kind =
    Kind { name: "branding", reach: Reach::Tenant, indexes: &[], residual: &[], terms: false };

impl Document for Branding {
    const KIND: &'static Kind = &BRANDING;

    fn id(&self) -> &str {
        ID
    }
}
