//! The tenant's look, as far as mails show it.

use async_trait::async_trait;

use crate::app::App;
use crate::problem::Problem;
use crate::tenant::Tenant;

/// How a tenant looks in mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// What the portal is called: the sender's name.
    pub portal_name: String,
    /// Path of a logo that mail programs show; they do not show SVG.
    pub logo_path: Option<String>,
    /// Ground of the button, `#rrggbb`.
    pub button: String,
    /// Text on the button, `#rrggbb`.
    pub button_text: String,
    /// Colour of links, readable on white, `#rrggbb`.
    pub link: String,
    /// Where clients write to.
    pub support_email: Option<String>,
    /// Where clients call.
    pub support_phone: Option<String>,
    /// Whether the portal names its maker.
    pub show_powered_by: bool,
}

impl Brand {
    /// The look of a tenant that has none yet.
    #[must_use]
    pub fn plain(portal_name: &str) -> Self {
        Self {
            portal_name: portal_name.to_owned(),
            logo_path: None,
            button: "#6d28d9".into(),
            button_text: "#ffffff".into(),
            link: "#6d28d9".into(),
            support_email: None,
            support_phone: None,
            show_powered_by: true,
        }
    }
}

/// Who knows the tenants' looks: the composition root hands in the area that keeps them.
#[async_trait]
pub trait Brands: Send + Sync + 'static {
    /// The tenant's look.
    async fn brand(&self, app: &App, tenant: &Tenant) -> Result<Brand, Problem>;
}
