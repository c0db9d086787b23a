//! The tenant's look for mails.

use async_trait::async_trait;
use shared::app::App;
use shared::mail::{Brand, Brands};
use shared::problem::Problem;
use shared::tenant::Tenant;

use crate::colour::variables;
use crate::public::public;

/// Gives mails the look of their tenant.
pub struct MailBrands;

#[async_trait]
impl Brands for MailBrands {
    async fn brand(&self, app: &App, tenant: &Tenant) -> Result<Brand, Problem> {
        let Some(public) = public(app, &tenant.slug).await? else { return Ok(Brand::plain(&tenant.name)) };
        let view = &public.view;
        let shades = variables(view.primary_color, view.accent_color).light;
        let plain = Brand::plain(&view.portal_name);
        let shade = |name: &str, other: String| shades.get(name).cloned().unwrap_or(other);
        Ok(Brand {
            logo_path: public.logo_pixels_url.clone(),
            button: shade("--brand-primary", plain.button),
            button_text: shade("--brand-primary-text", plain.button_text),
            link: shade("--brand-link", plain.link),
            support_email: view.support_email.clone(),
            support_phone: view.support_phone.clone(),
            show_powered_by: view.show_powered_by,
            portal_name: plain.portal_name,
        })
    }
}
