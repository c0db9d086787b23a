//! What staff may change, checked field by field.

use serde::Deserialize;
use shared::http::{clean_text, email, line, text};
use shared::problem::{Fields, Problem};
use shared::tenant::OrgType;
use utoipa::ToSchema;

use crate::colour::Colour;
use crate::css;
use crate::model::Branding;

/// Characters of the greeting at most.
const WELCOME: usize = 5_000;
/// Characters of a telephone number at most.
const PHONE: usize = 40;

/// All that staff may set; pictures have their own operations.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrandingUpdate {
    /// The portal's name.
    #[schema(min_length = 1, max_length = 100)]
    portal_name: String,
    /// `#rrggbb`.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    primary_color: String,
    /// `#rrggbb`. Mission portals keep their rose.
    #[schema(pattern = "^#[0-9a-fA-F]{6}$")]
    accent_color: String,
    /// Greeting in markdown.
    #[schema(max_length = 5000)]
    welcome_text: String,
    /// Where clients write to.
    #[schema(format = "email", max_length = 254)]
    support_email: Option<String>,
    /// Where clients call.
    #[schema(max_length = 40)]
    support_phone: Option<String>,
    /// CSS, at most 20 KB.
    #[schema(max_length = 20480)]
    custom_css: String,
    /// Whether the portal names its maker.
    show_powered_by: bool,
}

impl BrandingUpdate {
    /// `current` with these changes. Ends: 422 with every wrong field.
    pub(crate) fn apply(self, current: &Branding) -> Result<Branding, Problem> {
        let mut fields = Fields::default();
        let primary = colour(&mut fields, "primary_color", &self.primary_color);
        let accent = colour(&mut fields, "accent_color", &self.accent_color);
        if current.org_type == OrgType::Mission && accent != Colour::ROSE {
            fields.add("accent_color", format!("The accent of a mission portal is always {}.", Colour::ROSE));
        }
        let changed = Branding {
            portal_name: line(&mut fields, "portal_name", &self.portal_name, 100),
            primary_color: primary,
            accent_color: accent,
            welcome_text: text(&mut fields, "welcome_text", &self.welcome_text, 0, WELCOME),
            support_email: filled(self.support_email)
                .map(|given| email(&mut fields, "support_email", &given)),
            support_phone: filled(self.support_phone).map(|given| phone(&mut fields, &given)),
            custom_css: stylesheet(&mut fields, &self.custom_css),
            show_powered_by: self.show_powered_by,
            ..current.clone()
        };
        fields.ok(changed)
    }
}

/// A colour; black, and a note in `fields`, where the text is none.
pub(crate) fn colour(fields: &mut Fields, field: &str, text: &str) -> Colour {
    Colour::parse(text.trim()).unwrap_or_else(|| {
        fields.add(field, "Use six hexadecimal digits, such as #8b5cf6.");
        Colour::BLACK
    })
}

/// CSS within the limit, with plain line ends.
pub(crate) fn stylesheet(fields: &mut Fields, text: &str) -> String {
    let cleaned = clean_text(text);
    if cleaned.len() > css::LONGEST {
        fields.add("custom_css", "Use at most 20 KB of CSS.");
    }
    cleaned
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn phone(fields: &mut Fields, text: &str) -> String {
    let number = line(fields, "support_phone", text, PHONE);
    let written = number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" +()-./,#*".contains(&byte));
    if !written || number.bytes().filter(u8::is_ascii_digit).count() < 3 {
        fields.add("support_phone", "This is not a telephone number.");
    }
    number
}
