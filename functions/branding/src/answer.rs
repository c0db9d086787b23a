//! A branding on the wire.

use serde::Serialize;
use shared::markdown;
use shared::store::Stored;
use shared::tenant::{OrgType, TenantSlug};
use utoipa::ToSchema;

use crate::colour::{self, Colour, Contrast};
use crate::css::{self, Policy, Removed};
use crate::model::{Asset, Branding};
use crate::picture::Unpainted;
use crate::theme;

/// How a tenant's portal looks: what everybody may know.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Branding)]
pub struct BrandingView {
    /// The tenant's slug.
    #[schema(value_type = String)]
    pub tenant: TenantSlug,
    /// What the tenant is.
    pub org_type: OrgType,
    /// The portal's name.
    pub portal_name: String,
    /// Colour of primary buttons, as chosen; the theme holds the readable shades.
    pub primary_color: Colour,
    /// Colour of links and marks, as chosen.
    pub accent_color: Colour,
    /// Address of the logo.
    #[schema(required)]
    pub logo_url: Option<String>,
    /// Address of the favicon.
    #[schema(required)]
    pub favicon_url: Option<String>,
    /// Greeting in markdown.
    pub welcome_text: String,
    /// Greeting as safe HTML.
    pub welcome_html: String,
    /// Where clients write to.
    #[schema(required)]
    pub support_email: Option<String>,
    /// Where clients call.
    #[schema(required)]
    pub support_phone: Option<String>,
    /// Whether the portal names its maker.
    pub show_powered_by: bool,
    /// Address of the stylesheet with the shades and the tenant's own CSS.
    pub theme_url: String,
    /// The version.
    pub version: u64,
}

/// A branding with what only staff see.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ManagedBranding {
    /// What everybody sees.
    #[serde(flatten)]
    pub public: BrandingView,
    /// The tenant's CSS as written.
    pub custom_css: String,
    /// What of it is left out, and why.
    pub custom_css_removed: Vec<Removed>,
    /// Whether the colours pass WCAG 2 AA as chosen.
    pub contrast: Contrast,
    /// Why emails and PDF files do not show the logo; absent if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_not_in_mail: Option<LogoNotInMail>,
}

/// Why emails and PDF files do not show an SVG logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LogoNotInMail {
    /// It is too complex.
    TooComplex,
    /// Nothing would be visible.
    Invisible,
    /// Its text cannot be drawn.
    Letters,
    /// It was uploaded before SVG logos were supported there; uploading it again fixes this.
    Older,
}

impl LogoNotInMail {
    fn of(logo: &Asset) -> Option<Self> {
        match (logo.pixels(), logo.unpainted) {
            (Some(_), _) => None,
            (None, Some(Unpainted::TooComplex)) => Some(Self::TooComplex),
            (None, Some(Unpainted::Invisible)) => Some(Self::Invisible),
            (None, Some(Unpainted::Letters)) => Some(Self::Letters),
            (None, None) => Some(Self::Older),
        }
    }
}

impl BrandingView {
    /// The answer for a stored branding whose stylesheet is `theme`.
    pub(crate) fn of(stored: &Stored<Branding>, theme: &str) -> Self {
        let branding = stored.value.clone();
        let url = |asset: &Asset| format!("/api/portal/branding/assets/{}/{}", branding.slug, asset.name());
        Self {
            logo_url: branding.logo.as_ref().map(url),
            favicon_url: branding.favicon.as_ref().map(url),
            theme_url: format!(
                "/api/portal/branding/theme.css?tenant={}&v={}",
                branding.slug,
                theme::fingerprint(theme.as_bytes())
            ),
            welcome_html: markdown::to_html(&branding.welcome_text),
            tenant: branding.slug,
            org_type: branding.org_type,
            portal_name: branding.portal_name,
            primary_color: branding.primary_color,
            accent_color: branding.accent_color,
            welcome_text: branding.welcome_text,
            support_email: branding.support_email,
            support_phone: branding.support_phone,
            show_powered_by: branding.show_powered_by,
            version: stored.version,
        }
    }
}

impl ManagedBranding {
    /// The answer for a stored branding.
    pub(crate) fn of(stored: &Stored<Branding>) -> Self {
        let branding = &stored.value;
        let rebuilt = css::rebuild(&branding.custom_css, &Policy::PAGES);
        let theme = theme::stylesheet(branding.primary_color, branding.accent_color, &rebuilt.css);
        Self {
            public: BrandingView::of(stored, &theme),
            custom_css: branding.custom_css.clone(),
            custom_css_removed: rebuilt.removed,
            contrast: colour::check(branding.primary_color, branding.accent_color),
            logo_not_in_mail: branding.logo.as_ref().and_then(LogoNotInMail::of),
        }
    }
}
